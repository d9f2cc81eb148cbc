/** Keys, certificates and authorities, in the files where k3s has them. */
@NullMarked
package dev.k3form.standin.pki;

import org.jspecify.annotations.NullMarked;
