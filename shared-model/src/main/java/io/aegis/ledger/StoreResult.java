package io.aegis.ledger;

/** What became of feedback that was to be stored. Either way a row with that text is durable. */
public sealed interface StoreResult {

    /** The row in the ledger. */
    StoredFeedback row();

    /** This call inserted it. */
    record Inserted(StoredFeedback row) implements StoreResult {}

    /** Somebody else had inserted the same text: theirs. */
    record AlreadyStored(StoredFeedback row) implements StoreResult {}
}
