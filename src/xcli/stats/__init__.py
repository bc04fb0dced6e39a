"""Figures: computed twice, opened, checked."""
