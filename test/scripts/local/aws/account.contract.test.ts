import { ACCOUNT } from './account-fixture.ts';
import { describeAlarmsContract } from './alarms.contract.ts';
import { describeBedrockAgentContract } from './bedrock-agent.contract.ts';
import { describeBedrockControlContract } from './bedrock-control.contract.ts';
import { describeBudgetsContract } from './budgets.contract.ts';
import { describeCostExplorerContract } from './cost-explorer.contract.ts';
import { describeIamContract } from './iam.contract.ts';
import { describeServiceQuotasContract } from './service-quotas.contract.ts';
import { useEmbeddedAws } from './use-embedded-aws.ts';

const aws = useEmbeddedAws({ account: ACCOUNT });
const getEndpoint = (): string => aws().endpoint;

describeAlarmsContract(getEndpoint);
describeBedrockAgentContract(getEndpoint);
describeBedrockControlContract(getEndpoint);
describeBudgetsContract(getEndpoint);
describeCostExplorerContract(getEndpoint);
describeIamContract(getEndpoint);
describeServiceQuotasContract(getEndpoint);
