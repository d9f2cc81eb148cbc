/**
 * The only package that knows ANTLR: it drives the generated lexer and parser and turns what they
 * find into the syntax tree and into messages of our own.
 */
@NullMarked
package dev.k3form.frontend.syntax.antlr;

import org.jspecify.annotations.NullMarked;
