@NullMarked
package pl.chronobook.sync.domain;

import org.jspecify.annotations.NullMarked;
