"""The pages about members, and about decisions that change the tree and move them."""
