"""PowerPoint: a placed deck as a native .pptx file."""
