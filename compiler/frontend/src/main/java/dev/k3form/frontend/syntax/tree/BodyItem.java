package dev.k3form.frontend.syntax.tree;

/** What stands in a body. */
public sealed interface BodyItem extends Node permits Attribute, Block, ErrorItem {}
