@NullMarked
package pl.chronobook.identity.web;

import org.jspecify.annotations.NullMarked;
