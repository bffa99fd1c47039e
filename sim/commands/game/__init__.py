"""The program behind the window: services for the screens, and for each capability which screen follows which."""
