/**
 * Lets programs act for a reader: personal access tokens, the JSON API under
 * {@code /api/v1}, and the Model Context Protocol at {@code /mcp}.
 */
@ApplicationModule(allowedDependencies = { "identity", "catalog", "reading", "transfer", "forecast" })
@NullMarked
package pl.chronobook.api;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
