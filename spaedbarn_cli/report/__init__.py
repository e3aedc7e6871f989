"""What is shown: documents and view models turned into text, pictures and pages. No input, no output, no store."""
