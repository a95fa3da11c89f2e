@NullMarked
package pl.chronobook.identity.domain;

import org.jspecify.annotations.NullMarked;
