/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

/** What became of feedback that was to be stored. Either way a row with that text is durable. */
public sealed interface StoreResult {

    /** The row in the store. */
    StoredFeedback row();

    /** This call inserted it. */
    record Inserted(StoredFeedback row) implements StoreResult {}

    /** Somebody else had inserted the same text: theirs. */
    record AlreadyStored(StoredFeedback row) implements StoreResult {}
}
