/*
 * Tokens of .k3s files.
 *
 * The mode stack follows the templates: code, the text of a quoted string, the text of a heredoc, and code again inside
 * ${ } and %{ }. Every character of the input is in exactly one token, those on the HIDDEN channel included, and no input
 * fails: what means nothing becomes UNKNOWN or one of the error tokens.
 *
 * What no lexer rule can say is left to who drives the lexer: which HEREDOC_END really ends its heredoc, how far an
 * UNCLOSED_COMMENT reaches, and the words that are keywords only at their place (the tokens section).
 */
lexer grammar K3sLexer;

tokens {
  FOR, IN, IF, ELSE, ENDIF, ENDFOR, FULL_SPLAT
}

// --- code ---------------------------------------------------------------------------------------

BOM : '\uFEFF' -> channel(HIDDEN);
WHITESPACE : [ \t]+ -> channel(HIDDEN);
NEWLINE : '\r'? '\n';
LINE_COMMENT : ('#' | '//') ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN);
UNCLOSED_COMMENT : '/*' -> channel(HIDDEN);

IDENTIFIER : IdentifierStart IdentifierPart*;
NUMBER : Number;
UNIT_NUMBER : Number UnitPart+;
BAD_NUMBER : Digits '.' Digits ('.' Digits)+;

OPEN_QUOTE : '"' -> pushMode(QUOTED);
HEREDOC_START : '<<' '-'? IdentifierStart IdentifierPart* '\r'? '\n' -> pushMode(HEREDOC);

OR : '||';
AND : '&&';
EQUAL : '==';
NOT_EQUAL : '!=';
LESS_OR_EQUAL : '<=';
GREATER_OR_EQUAL : '>=';
LESS : '<';
GREATER : '>';
PLUS : '+';
MINUS : '-';
STAR : '*';
SLASH : '/';
PERCENT : '%';
NOT : '!';
QUESTION : '?';
DOUBLE_COLON : '::';
COLON : ':';
ARROW : '=>';
ASSIGN : '=';
ELLIPSIS : '...';
DOT : '.';
COMMA : ',';
LEFT_PAREN : '(';
RIGHT_PAREN : ')';
LEFT_BRACKET : '[';
RIGHT_BRACKET : ']';
LEFT_BRACE : '{' -> pushMode(DEFAULT_MODE);
RIGHT_BRACE : '}' -> popMode;
STRIP_RIGHT_BRACE : '~}' -> popMode;

// Known only to be told about.
BAD_HEREDOC : '<<' '-'?;
POWER : '**';
SEMICOLON : ';';
SINGLE_QUOTE : '\'';
BACKTICK : '`';
CURLY_QUOTE : [\u2018\u2019\u201C\u201D];
AMPERSAND : '&';
PIPE : '|';
CARET : '^';
TILDE : '~';
UNKNOWN : .;

fragment Digits : [0-9]+;
fragment Number : Digits ('.' Digits)? ([eE] [+\-]? Digits)?;
fragment IdentifierStart : [\p{ID_Start}_];
fragment IdentifierPart : [\p{ID_Continue}\-];
// Without the dash, so that 10s-x subtracts as 10-x does.
fragment UnitPart : [\p{ID_Continue}];

// --- text of a quoted string ----------------------------------------------------------------------

mode QUOTED;

CLOSE_QUOTE : '"' -> popMode;
TEXT : (~["\\$%\r\n] | '\\' ~[\r\n] | EscapedStart)+;
QUOTED_SIGN : [$%\\\r] -> type(TEXT);
INTERPOLATION_START : '${' '~'? -> pushMode(DEFAULT_MODE);
DIRECTIVE_START : '%{' '~'? -> pushMode(DEFAULT_MODE);
// A quoted string ends on its line; the newline is the newline of the code around it.
UNCLOSED_QUOTE : '\r'? '\n';

fragment EscapedStart : '$$' '$'* '{' | '%%' '%'* '{';

// --- text of a heredoc: a token never reaches beyond its line -----------------------------------------

mode HEREDOC;

HEREDOC_END : [ \t]* IdentifierStart IdentifierPart* [ \t]*;
HEREDOC_TEXT : (~[$%\r\n] | EscapedStart)+ -> type(TEXT);
HEREDOC_SIGN : [$%\r] -> type(TEXT);
HEREDOC_NEWLINE : '\r'? '\n' -> type(TEXT);
HEREDOC_INTERPOLATION : '${' '~'? -> type(INTERPOLATION_START), pushMode(DEFAULT_MODE);
HEREDOC_DIRECTIVE : '%{' '~'? -> type(DIRECTIVE_START), pushMode(DEFAULT_MODE);
