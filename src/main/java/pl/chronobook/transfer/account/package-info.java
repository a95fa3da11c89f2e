/**
 * The data that an archive contains besides the history, such as settings and plans.
 */
@NullMarked
package pl.chronobook.transfer.account;

import org.jspecify.annotations.NullMarked;
