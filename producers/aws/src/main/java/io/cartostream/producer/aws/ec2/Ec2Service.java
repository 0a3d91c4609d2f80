package io.cartostream.producer.aws.ec2;

import static java.util.Map.entry;

import io.cartostream.producer.aws.AwsService;
import io.cartostream.producer.aws.PageRequest;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** EC2's listing operations, one line each. */
public final class Ec2Service implements AwsService {

    private static final Map<String, BiFunction<Ec2Client, PageRequest, SdkResponse>> OPERATIONS = Map.ofEntries(
            entry(
                    "DescribeInstances",
                    (ec2, page) -> ec2.describeInstances(
                            request -> request.nextToken(page.token()).maxResults(page.size()))),
            entry(
                    "DescribeVpcs",
                    (ec2, page) -> ec2.describeVpcs(
                            request -> request.nextToken(page.token()).maxResults(page.size()))),
            entry(
                    "DescribeSubnets",
                    (ec2, page) -> ec2.describeSubnets(
                            request -> request.nextToken(page.token()).maxResults(page.size()))),
            entry(
                    "DescribeSecurityGroups",
                    (ec2, page) -> ec2.describeSecurityGroups(
                            request -> request.nextToken(page.token()).maxResults(page.size()))),
            entry(
                    "DescribeNetworkInterfaces",
                    (ec2, page) -> ec2.describeNetworkInterfaces(
                            request -> request.nextToken(page.token()).maxResults(page.size()))),
            entry(
                    "DescribeVolumes",
                    (ec2, page) -> ec2.describeVolumes(
                            request -> request.nextToken(page.token()).maxResults(page.size()))),
            entry(
                    "DescribeInternetGateways",
                    (ec2, page) -> ec2.describeInternetGateways(
                            request -> request.nextToken(page.token()).maxResults(page.size()))),
            entry(
                    "DescribeRouteTables",
                    (ec2, page) -> ec2.describeRouteTables(
                            request -> request.nextToken(page.token()).maxResults(page.size()))),
            entry("DescribeKeyPairs", (ec2, page) -> ec2.describeKeyPairs()));

    private final Ec2Client client;

    /** Over that client, which it closes. */
    public Ec2Service(Ec2Client client) {
        this.client = client;
    }

    @Override
    public Set<String> operations() {
        return OPERATIONS.keySet();
    }

    @Override
    public SdkResponse call(String operation, PageRequest page) {
        BiFunction<Ec2Client, PageRequest, SdkResponse> call = OPERATIONS.get(operation);
        if (call == null) {
            throw new IllegalArgumentException(
                    "the catalogue names ec2:" + operation + ", which this version cannot call");
        }
        return call.apply(client, page);
    }

    @Override
    public void close() {
        client.close();
    }
}
