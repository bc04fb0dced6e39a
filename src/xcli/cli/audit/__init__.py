"""The verbs of a round of file review; each module is loaded when its verb is called."""
