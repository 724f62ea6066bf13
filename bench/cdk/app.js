// The same shop as the four-service project, in CDK's own words: about 60 resources.
const cdk = require('aws-cdk-lib');
const { Stack, Duration, aws_ec2: ec2, aws_ecs: ecs, aws_rds: rds, aws_elasticache: cache,
  aws_elasticloadbalancingv2: elb, aws_logs: logs, aws_secretsmanager: secrets } = cdk;

const count = Number(process.env.BENCH_SERVICES || 2);
const app = new cdk.App({
  outdir: process.env.BENCH_OUT,
  // 60 services are more than the 500 resources that one stack takes; the time is wanted all the same
  context: { '@aws-cdk/core:stackResourceLimit': 0 },
});
const stack = new Stack(app, 'Shop');
const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0, subnetConfiguration: [
  { name: 'public', subnetType: ec2.SubnetType.PUBLIC }, { name: 'data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, defaultCloudMapNamespace: { name: 'shop.internal' } });
const database = new rds.DatabaseInstance(stack, 'Database', {
  engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17 }), vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, backupRetention: Duration.days(7) });
const cacheGroup = new ec2.SecurityGroup(stack, 'CacheGroup', { vpc });
new cache.CfnReplicationGroup(stack, 'Cache', {
  replicationGroupDescription: 'cache', engine: 'valkey', cacheNodeType: 'cache.t4g.micro', numCacheClusters: 1,
  securityGroupIds: [cacheGroup.securityGroupId],
  cacheSubnetGroupName: new cache.CfnSubnetGroup(stack, 'CacheSubnets', {
    description: 'cache', subnetIds: vpc.isolatedSubnets.map((subnet) => subnet.subnetId) }).ref });
const balancer = new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
const listener = balancer.addListener('Http', { port: 80, defaultAction: elb.ListenerAction.fixedResponse(404) });

for (let index = 0; index < count; index += 1) {
  const task = new ecs.FargateTaskDefinition(stack, `Task${index}`, { cpu: 256, memoryLimitMiB: 512 });
  task.addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('nginx:1.27'), portMappings: [{ containerPort: 80, name: `web${index}` }],
    environment: { A: '1' }, secrets: { PASSWORD: ecs.Secret.fromSecretsManager(database.secret, 'password') },
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web',
      logGroup: new logs.LogGroup(stack, `Logs${index}`, { retention: logs.RetentionDays.ONE_MONTH }) }) });
  const service = new ecs.FargateService(stack, `Service${index}`, {
    cluster, taskDefinition: task, assignPublicIp: true, desiredCount: 1, circuitBreaker: { rollback: true },
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC }, cloudMapOptions: { name: `web${index}` } });
  service.autoScaleTaskCount({ maxCapacity: 4 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
  database.connections.allowDefaultPortFrom(service);
  if (index % 2 === 0) {
    listener.addTargets(`Target${index}`, { port: 80, targets: [service], priority: index + 1,
      conditions: [elb.ListenerCondition.pathPatterns([`/web${index}/*`])] });
  }
}

app.synth();
