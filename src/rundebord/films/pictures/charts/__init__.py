"""The eleven kinds of charts. Each draws its parts in the area below the title, each part from when it is due."""
