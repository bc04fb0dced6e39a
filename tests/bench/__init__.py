"""Speed as ratios against peers, measured in one run; never a timed test."""
