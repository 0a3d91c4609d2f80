package io.cartostream.engine.message;

import io.cartostream.engine.codec.CodecException;
import io.cartostream.models.fact.AssertionRole;

/**
 * How an assertion ranks against others about the same entity: the lowest rank decides. The number is stored, and part of
 * the order of stored keys.
 */
public enum AssertionRank {
    /** The model owns the label, and the resource belongs to the scope's own account. */
    OWNER_IN_OWN_ACCOUNT(0),
    /** The model owns the label, and the resource belongs to another account. */
    OWNER_ELSEWHERE(1),
    /** Another model, and the resource belongs to the scope's own account. */
    OTHER_IN_OWN_ACCOUNT(2),
    /** Another model, and the resource belongs to another account. */
    OTHER_ELSEWHERE(3),
    /** The assertion adds to a node only while one of the other ranks asserts the node. */
    ENRICHMENT(4);

    private final int number;

    AssertionRank(int number) {
        this.number = number;
    }

    /** The rank of an assertion. */
    public static AssertionRank of(AssertionRole role, boolean ownAccount) {
        return switch (role) {
            case OWNER -> ownAccount ? OWNER_IN_OWN_ACCOUNT : OWNER_ELSEWHERE;
            case STUB -> ownAccount ? OTHER_IN_OWN_ACCOUNT : OTHER_ELSEWHERE;
            case ENRICHMENT -> ENRICHMENT;
        };
    }

    /** The rank of a number; raises {@link CodecException} if there is none. */
    public static AssertionRank ofNumber(int number) {
        return switch (number) {
            case 0 -> OWNER_IN_OWN_ACCOUNT;
            case 1 -> OWNER_ELSEWHERE;
            case 2 -> OTHER_IN_OWN_ACCOUNT;
            case 3 -> OTHER_ELSEWHERE;
            case 4 -> ENRICHMENT;
            default -> throw CodecException.unknown("rank", number);
        };
    }

    /** 0 to 4. */
    public int number() {
        return number;
    }
}
