"""Addresses of one meeting's pages."""

from django.urls import path

from chibo.room.views import close, hold, lists, notice, plan, prepare, roll, room

app_name = "room"
urlpatterns = [
    path("cell/<str:code>/", lists.of_cell, name="of_cell"),
    path("cell/<str:code>/plan/", plan.new, name="plan"),
    path("<uuid:meeting_id>/", lists.detail, name="detail"),
    path("<uuid:meeting_id>/move/", plan.move, name="move"),
    path("<uuid:meeting_id>/cancel/", plan.cancel, name="cancel"),
    path("<uuid:meeting_id>/prepare/", prepare.page, name="prepare"),
    path("<uuid:meeting_id>/prepare/add/", prepare.add, name="add_item"),
    path("<uuid:meeting_id>/prepare/order/", prepare.order, name="order"),
    path("<uuid:meeting_id>/prepare/huddle/", prepare.huddle, name="huddle"),
    path("<uuid:meeting_id>/prepare/assign/", prepare.assign, name="assign"),
    path("<uuid:meeting_id>/prepare/material/", prepare.material, name="material"),
    path("materials/<uuid:material_id>/", notice.material, name="material_file"),
    path("<uuid:meeting_id>/prepare/draft/", prepare.draft, name="draft"),
    path("items/<uuid:item_id>/change/", prepare.change, name="change_item"),
    path("items/<uuid:item_id>/take/", prepare.take, name="take_item"),
    path("items/<uuid:item_id>/postpone/", prepare.postpone, name="postpone_item"),
    path("preparations/<uuid:preparation_id>/done/", prepare.done, name="preparation_done"),
    path("<uuid:meeting_id>/notice/", notice.page, name="notice"),
    path("<uuid:meeting_id>/notice/send/", notice.send, name="send_notice"),
    path("<uuid:meeting_id>/notice.<slug:form>/", notice.paper, name="notice_paper"),
    path("<uuid:meeting_id>/notice.ics", notice.calendar, name="calendar"),
    path("<uuid:meeting_id>/room/", room.page, name="room"),
    path("<uuid:meeting_id>/room/open/", roll.open_room, name="open"),
    path("<uuid:meeting_id>/room/roll/", roll.roll, name="roll"),
    path("<uuid:meeting_id>/room/roll/rest/", roll.rest_present, name="rest_present"),
    path("<uuid:meeting_id>/room/seat/", roll.seat, name="seat"),
    path("<uuid:meeting_id>/room/guest/", roll.guest, name="guest"),
    path("items/<uuid:item_id>/speech/", hold.speech, name="speech"),
    path("items/<uuid:item_id>/vote/", hold.vote, name="vote"),
    path("<uuid:meeting_id>/room/resolution/", hold.resolution, name="resolution"),
    path("items/<uuid:item_id>/task/", hold.task, name="task"),
    path("items/<uuid:item_id>/conclude/", hold.conclude, name="conclude"),
    path("<uuid:meeting_id>/close/", close.page, name="close"),
    path("<uuid:meeting_id>/close/gaps/", close.fill, name="fill_gaps"),
    path("<uuid:meeting_id>/close/read/", close.read_back, name="read_back"),
    path("<uuid:meeting_id>/close/now/", close.close, name="close_now"),
    path("<uuid:meeting_id>/close/reopen/", close.reopen, name="reopen"),
    path("<uuid:meeting_id>/close/seal/", close.seal, name="seal"),
]
