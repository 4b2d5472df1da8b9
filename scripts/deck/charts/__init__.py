"""Charts: numbers from a CSV file as a native chart and as a drawing."""
