package pl.chronobook.transfer.domain;

import java.util.UUID;

/**
 * Names one uploaded file.
 *
 * @param value the primary key in {@code pending_imports}
 */
public record ImportId(UUID value) {
}
