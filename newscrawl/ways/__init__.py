"""What a spider does with ways of discovery that give more than links."""
