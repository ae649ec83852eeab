"""The example world: made-up people in a body the size of the former Quan Sơn."""
