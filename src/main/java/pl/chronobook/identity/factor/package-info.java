@NullMarked
package pl.chronobook.identity.factor;

import org.jspecify.annotations.NullMarked;
