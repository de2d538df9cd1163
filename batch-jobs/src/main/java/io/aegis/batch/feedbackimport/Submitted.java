package io.aegis.batch.feedbackimport;

import io.aegis.storage.Metadata;

/**
 * What a record submits.
 *
 * @param raw the text as it is in the file
 * @param metadata what else its columns tell
 */
record Submitted(String raw, Metadata metadata) {}
