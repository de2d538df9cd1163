/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A request for a customer's data as it is stored.
 *
 * @param id of the request
 * @param kind what was asked for
 * @param by what the customer is known by
 * @param subject who; empty once that was erased
 * @param proof that it was about a subject
 * @param requestedBy id of the key that asked
 * @param requestedAt when
 * @param finishedAt when the whole was done
 * @param counts how many of what were found or erased so far
 * @param stillNamed what people wrote that names the subject after its erasure
 * @param execution of the job, once it was launched
 * @param exported whether the whole of what it exported is there: until it expires, or the customer is erased
 */
public record DataRequest(
        UUID id,
        Kind kind,
        DataSubject.Kind by,
        Optional<DataSubject> subject,
        Proof proof,
        String requestedBy,
        Instant requestedAt,
        Optional<Instant> finishedAt,
        Map<String, Long> counts,
        List<RemainingMention> stillNamed,
        Optional<Execution> execution,
        boolean exported) {

    /** What can be asked for. */
    public enum Kind {
        /** Everything as JSON. */
        EXPORT("customer-export"),
        /** That everything goes. */
        ERASURE("customer-erasure");

        private final String job;

        Kind(String job) {
            this.job = job;
        }

        /** The job that does it. */
        public String job() {
            return job;
        }
    }

    /**
     * What stays of a subject.
     *
     * @param salt sixteen bytes in hexadecimal
     * @param digest SHA-256 of the salt's bytes and the subject's in UTF-8, in hexadecimal
     */
    public record Proof(String salt, String digest) {}

    /**
     * The job's execution.
     *
     * @param id for the operator API
     * @param status Spring Batch's word; {@code QUEUED} where it was cut short and waits to be resumed by itself
     */
    public record Execution(long id, String status) {}

    /** Copies the counts and the list. */
    public DataRequest {
        counts = Map.copyOf(counts);
        stillNamed = List.copyOf(stillNamed);
    }

    /** How it stands: {@code QUEUED}, {@code COMPLETED}, or the word of the job's execution. */
    public String state() {
        return finishedAt.isPresent()
                ? "COMPLETED"
                : execution.map(Execution::status).orElse("QUEUED");
    }
}
