/*
 * Structure of .k3s files.
 *
 * The parser sees a NEWLINE only where it means something (it ends an argument, a block, or an item of an object) and
 * never two in a row; between lexer and parser the layout has dropped the others, together with space and comments, and has told
 * the words that are keywords at their place from names. So no rule has to allow for space, no word is reserved, and
 * every decision needs two tokens at most.
 */
parser grammar K3sParser;

options { tokenVocab = K3sLexer; }

// --- structure ----------------------------------------------------------------------------------

file : body EOF;

standaloneExpression : expression EOF;

body : item*;

item : attribute NEWLINE | block NEWLINE;

attribute : IDENTIFIER ASSIGN expression;

block : IDENTIFIER label* LEFT_BRACE (NEWLINE body | attribute)? RIGHT_BRACE;

label : IDENTIFIER | OPEN_QUOTE TEXT* CLOSE_QUOTE;

// --- expressions, from the tightest binding to the loosest ------------------------------------------

expression
  : primary step*                                                                  # term
  | operator=(MINUS | NOT) expression                                              # unary
  | expression operator=(STAR | SLASH | PERCENT) expression                        # binary
  | expression operator=(PLUS | MINUS) expression                                  # binary
  | expression operator=(LESS | GREATER | LESS_OR_EQUAL | GREATER_OR_EQUAL) expression # binary
  | expression operator=(EQUAL | NOT_EQUAL) expression                             # binary
  | expression operator=AND expression                                             # binary
  | expression operator=OR expression                                              # binary
  | <assoc=right> expression QUESTION expression COLON expression                  # conditional
  ;

primary
  : NUMBER                                                                         # number
  | UNIT_NUMBER                                                                    # unitNumber
  | IDENTIFIER                                                                     # name
  | IDENTIFIER (DOUBLE_COLON IDENTIFIER)* LEFT_PAREN arguments? RIGHT_PAREN        # call
  | LEFT_PAREN expression RIGHT_PAREN                                              # parens
  | LEFT_BRACKET (expression (COMMA expression)* COMMA?)? RIGHT_BRACKET            # tuple
  | LEFT_BRACKET forIntro expression forCondition? RIGHT_BRACKET                   # forTuple
  | LEFT_BRACE (objectItem (separator objectItem)* separator?)? RIGHT_BRACE        # object
  | LEFT_BRACE forIntro expression ARROW expression ELLIPSIS? forCondition? RIGHT_BRACE # forObject
  | OPEN_QUOTE templatePart* CLOSE_QUOTE                                           # quoted
  | HEREDOC_START templatePart* HEREDOC_END                                        # heredoc
  ;

step
  : DOT IDENTIFIER                                                                 # getAttribute
  | DOT NUMBER                                                                     # legacyIndex
  | DOT STAR                                                                       # attributeSplat
  | LEFT_BRACKET FULL_SPLAT RIGHT_BRACKET                                          # fullSplat
  | LEFT_BRACKET expression RIGHT_BRACKET                                          # index
  ;

arguments : expression (COMMA expression)* (COMMA | ELLIPSIS)?;

objectItem : expression (ASSIGN | COLON) expression;

separator : COMMA | NEWLINE;

forIntro : FOR IDENTIFIER (COMMA IDENTIFIER)? IN expression COLON;

forCondition : IF expression;

// --- templates ----------------------------------------------------------------------------------

templatePart
  : TEXT                                                                           # text
  | INTERPOLATION_START expression templateEnd                                     # interpolation
  | ifStart templatePart* (elseStart templatePart*)? ifEnd                         # ifDirective
  | forStart templatePart* forEnd                                                  # forDirective
  ;

ifStart : DIRECTIVE_START IF expression templateEnd;

elseStart : DIRECTIVE_START ELSE templateEnd;

ifEnd : DIRECTIVE_START ENDIF templateEnd;

forStart : DIRECTIVE_START FOR IDENTIFIER (COMMA IDENTIFIER)? IN expression templateEnd;

forEnd : DIRECTIVE_START ENDFOR templateEnd;

templateEnd : RIGHT_BRACE | STRIP_RIGHT_BRACE;
