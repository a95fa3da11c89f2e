@NullMarked
package pl.chronobook.transfer.web;

import org.jspecify.annotations.NullMarked;
