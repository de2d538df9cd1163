/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

import java.util.List;

/** Settings with which a process refuses to start. The message lists every one of them, without any secret. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One line for each refusal. */
    private final List<String> errors;

    /** Refuses for these reasons, each naming a setting, what is wrong with it and what is allowed. */
    public InvalidSettingsException(List<String> errors) {
        super("wrong settings:\n  " + String.join("\n  ", errors));
        this.errors = List.copyOf(errors);
    }

    /** The reasons, one for each setting. */
    public List<String> errors() {
        return errors;
    }
}
