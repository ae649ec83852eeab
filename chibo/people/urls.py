"""Addresses of members, and of decisions that change the tree and move them."""

from django.urls import path

from chibo.people.views import decisions, lists, members, periods

app_name = "people"
urlpatterns = [
    path("of/<str:code>/", lists.of_cell, name="of_cell"),
    path("of/<str:code>/admit/", members.admit, name="admit"),
    path("of/<str:code>/enter/", members.enter, name="enter"),
    path("of/<str:code>/move/", members.transfer_together, name="transfer_together"),
    path("of/<str:code>/term/", periods.begin_term, name="begin_term"),
    path("<int:person_id>/", lists.member, name="member"),
    path("<int:person_id>/correct/", members.correct, name="correct"),
    path("<int:person_id>/transfer/", members.transfer, name="transfer"),
    path("<int:person_id>/elsewhere/", members.elsewhere, name="elsewhere"),
    path("<int:person_id>/back/", members.back, name="back"),
    path("<int:person_id>/recognise/", members.recognise, name="recognise"),
    path("<int:person_id>/leave/", members.leave, name="leave"),
    path("<int:person_id>/again/<str:code>/", members.again, name="again"),
    path("<int:person_id>/standing/", periods.begin_standing, name="begin_standing"),
    path("<int:person_id>/post/<str:code>/", periods.begin_post, name="begin_post"),
    path("standing/<int:standing_id>/end/", periods.end_standing, name="end_standing"),
    path(
        "standing/<int:standing_id>/withdraw/",
        periods.withdraw_standing,
        name="withdraw_standing",
    ),
    path("post/<int:post_id>/end/", periods.end_post, name="end_post"),
    path("post/<int:post_id>/withdraw/", periods.withdraw_post, name="withdraw_post"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/new/", decisions.new, name="decide"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<int:decision_id>/undo/", decisions.undo, name="undo"),
]
