"""Pictures to begin with, for visitors who have none at hand. `samples.draw` draws them all."""
