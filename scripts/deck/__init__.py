"""The deck compiler: slides in Markdown → model → placed slides → PowerPoint and HTML."""
