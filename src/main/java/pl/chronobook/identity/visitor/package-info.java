@NullMarked
package pl.chronobook.identity.visitor;

import org.jspecify.annotations.NullMarked;
