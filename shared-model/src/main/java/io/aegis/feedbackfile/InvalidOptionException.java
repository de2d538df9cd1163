/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

/** An option of an import that has no such value. */
public final class InvalidOptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * What is wrong.
     *
     * @param option its name
     * @param message what its value must be
     */
    public InvalidOptionException(String option, String message) {
        super(message, null, false, false);
        this.option = option;
    }

    /** The option's name. */
    public String option() {
        return option;
    }

    /** What its value must be; begins with "must". */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
