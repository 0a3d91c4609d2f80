package io.cartostream.producer.aws;

import io.cartostream.producer.aws.AwsSettings.StaticCredentials;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Makes the SDK's clients of one account when they are needed, and closes them. Safe for use by many threads. */
final class AwsClients implements AutoCloseable {

    private static final String SESSION_NAME = "cartostream";

    private final AwsSettings settings;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider base;
    private final @Nullable StsClient assuming;
    private final AwsCredentialsProvider credentials;
    private final Map<String, AwsService> services = new ConcurrentHashMap<>();

    AwsClients(AwsSettings settings, AwsAccount account) {
        this.settings = settings;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(settings.callTimeout())
                .socketTimeout(settings.callTimeout())
                .build();
        this.base = base(settings);
        if (account.roleArn() == null) {
            this.assuming = null;
            this.credentials = base;
        } else {
            this.assuming = sts(base);
            this.credentials = assumed(account, account.roleArn(), assuming);
        }
    }

    private static AwsCredentialsProvider base(AwsSettings settings) {
        StaticCredentials fixed = settings.credentials();
        if (fixed != null) {
            return StaticCredentialsProvider.create(
                    fixed.sessionToken() == null
                            ? AwsBasicCredentials.create(fixed.accessKeyId(), fixed.secretAccessKey())
                            : AwsSessionCredentials.create(
                                    fixed.accessKeyId(), fixed.secretAccessKey(), fixed.sessionToken()));
        }
        String profile = settings.profile();
        return profile == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(profile);
    }

    /** The credentials do not close the client; its maker does. */
    private static AwsCredentialsProvider assumed(AwsAccount account, String roleArn, StsClient sts) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request ->
                        request.roleArn(roleArn).roleSessionName(SESSION_NAME).externalId(account.externalId()))
                .build();
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }

    StsClient sts() {
        return sts(credentials);
    }

    private StsClient sts(AwsCredentialsProvider provider) {
        return settings(provider, settings.homeRegion()).configure(StsClient.builder());
    }

    Ec2Client ec2(String region) {
        return settings(credentials, region).configure(Ec2Client.builder());
    }

    /**
     * A service in a region; its client is made once.
     *
     * @param module the SDK's module
     * @throws IllegalArgumentException if the module is not on the class path
     */
    AwsService service(String module, String region) {
        return services.computeIfAbsent(module + '/' + region, key -> {
            ServiceModule found = ServiceModule.get(module);
            return new AwsService(found, found.client(settings(credentials, region)));
        });
    }

    private ClientSettings settings(AwsCredentialsProvider provider, String region) {
        return new ClientSettings(http, provider, region, settings.callTimeout(), settings.endpointOverride());
    }

    @Override
    public void close() {
        services.values().forEach(AwsService::close);
        close(credentials);
        if (assuming != null) {
            assuming.close();
        }
        close(base);
        http.close();
    }

    private static void close(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
