/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.util.Optional;

/** Second opinion on the kind of a failure, from a model that was trained. Thread-safe. */
public interface TypeModel {

    /** There is none: the rules decide. */
    TypeModel NONE = new TypeModel() {
        @Override
        public Diagnosis judge(FailureFeatures features, Diagnosis rules) {
            return rules;
        }

        @Override
        public Optional<String> name() {
            return Optional.empty();
        }
    };

    /**
     * Weighs what the rules say against what was learned.
     *
     * @return the kind, with the confidence of both together; as sufficient as the rules' is
     */
    Diagnosis judge(FailureFeatures features, Diagnosis rules);

    /** What it is called in answers, such as {@code failure-forest v3}; empty when there is no model. */
    Optional<String> name();
}
