/**
 * Whole histories in bulk: the merge of an import, its undoing, and the export.
 */
@NullMarked
package pl.chronobook.reading.archive;

import org.jspecify.annotations.NullMarked;
