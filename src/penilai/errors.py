"""The one error that is shown to the user as a sentence."""


class UserError(Exception):
    """What was asked cannot be done; the text says what is wrong, where, and what to do."""
