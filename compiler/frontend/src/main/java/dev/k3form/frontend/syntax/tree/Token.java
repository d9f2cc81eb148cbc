package dev.k3form.frontend.syntax.tree;

/** A token of a source file, by the offsets of its text. */
public record Token(TokenKind kind, int start, int end) {}
