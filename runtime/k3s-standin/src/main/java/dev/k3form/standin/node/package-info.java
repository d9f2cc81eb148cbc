/** What the kubelet of a server or agent does: registering its Node and keeping it alive. */
@NullMarked
package dev.k3form.standin.node;

import org.jspecify.annotations.NullMarked;
