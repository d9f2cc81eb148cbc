/** Documents held against the JSON Schemas of the documentation. */
@NullMarked
package dev.k3form.testkit.json;

import org.jspecify.annotations.NullMarked;
