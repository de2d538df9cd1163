/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import java.util.List;

/** A policy file that cannot be used. The message is for operators: it names file, line and rule. */
final class PolicyFileException extends Exception {

    private static final long serialVersionUID = 1L;

    PolicyFileException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
    }
}
