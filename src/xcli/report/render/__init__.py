"""The formats of a report; none of them knows a figure."""
