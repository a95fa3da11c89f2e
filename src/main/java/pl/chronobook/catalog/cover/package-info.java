@NullMarked
package pl.chronobook.transfer.domain;

import org.jspecify.annotations.NullMarked;
