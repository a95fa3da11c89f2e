@NullMarked
package pl.chronobook.identity.session;

import org.jspecify.annotations.NullMarked;
