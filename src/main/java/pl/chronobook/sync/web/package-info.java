@NullMarked
package pl.chronobook.sync.web;

import org.jspecify.annotations.NullMarked;
