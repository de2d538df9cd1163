/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/**
 * What feedback is about. The order of the constants is the order of routing: of several topics the
 * first one's department takes the feedback. Do not reorder: the database stores ordinals as bits.
 */
public enum Topic {
    SECURITY("Security", Department.INFOSEC),
    BILLING("Billing", Department.FINANCE),
    TECHNICAL("Technical", Department.ENGINEERING),
    UX("UX", Department.DESIGN),
    GENERAL("General", Department.SUPPORT);

    private final String label;
    private final Department department;

    Topic(String label, Department department) {
        this.label = label;
        this.department = department;
    }

    /** The name on the wire, such as {@code Billing}. */
    public String label() {
        return label;
    }

    /** Who handles this topic. */
    public Department department() {
        return department;
    }
}
