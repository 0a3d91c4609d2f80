package io.cartostream.contract;

/**
 * Ids of the slices of a resource. An answer that joins a long list is sent as the resource itself and slices that hold parts of
 * the list. An event that confirms the resource without a payload confirms its slices, too.
 */
public final class ResourceSlice {

    private static final String MARK = "#slice-";

    private ResourceSlice() {}

    /**
     * The id of a slice.
     *
     * @param resourceId the id of the resource
     * @param part the name of the slice; empty: the beginning of the ids of all slices
     */
    public static String idOf(String resourceId, String part) {
        return resourceId + MARK + part;
    }
}
