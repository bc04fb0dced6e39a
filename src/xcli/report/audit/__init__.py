"""What leaves a round of file review: score sheets and feedback."""
