/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/** Where feedback is routed to. */
public enum Department {
    INFOSEC("InfoSec - Priority"),
    FINANCE("Customer Success - Finance"),
    ENGINEERING("Engineering - Core"),
    DESIGN("Product - Design"),
    SUPPORT("Customer Support - Triage");

    private final String label;

    Department(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code Engineering - Core}. */
    public String label() {
        return label;
    }
}
