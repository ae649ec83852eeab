"""Who may do what, where: the only room that answers."""
