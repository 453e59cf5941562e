// Generated from cluster-file.schema.json by "npm run schema": change the schema there, not this file.
// @ts-nocheck
import type { ValidateFunction } from 'ajv/dist/2020.js'

/** The schema of the cluster file as code: compiling it with ajv at run time costs every process 0.2 s. */
export const checkClusterFile: ValidateFunction = validate20
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:berth:cluster-file","title":"Cluster file","type":"object","required":["node_dict"],"properties":{"$schema":{"type":"string"},"orchestrator":{"type":"string","format":"any-case","enum":["container","baremetal"],"default":"baremetal","examples":["container"]},"cluster_name":{"type":["string","null"],"pattern":"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$","patternErrorMessage":"a name of letters, digits, \"_\", \".\" and \"-\" that begins with a letter or digit","examples":["mi300-lab"]},"node_dict":{"type":["object","array"],"minProperties":1,"minItems":1,"propertyNames":{"$ref":"#/$defs/addresses"},"additionalProperties":{"$ref":"#/$defs/host"},"items":{"$ref":"#/$defs/listedHost"},"examples":[{"10.0.0.1":{"vpc_ip":"192.168.0.1","bmc_ip":"NA"}}]},"head_node_dict":{"title":"Head host","type":["object","null"],"properties":{"mgmt_ip":{"$ref":"#/$defs/address"}},"examples":[{"mgmt_ip":"10.0.0.1"}]},"groups":{"title":"Groups of hosts","type":["object","null"],"propertyNames":{"pattern":"^[A-Za-z0-9_][A-Za-z0-9_.-]*$","patternErrorMessage":"a name of letters, digits, \"_\", \".\" and \"-\""},"additionalProperties":{"type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1},"examples":["10.0.0.1"]},"examples":[{"rack1":"10.0.0.1"}]},"username":{"type":["string","null"],"pattern":"^[^\\s-]\\S*$","patternErrorMessage":"a user name without spaces","examples":["{user-id}"]},"priv_key_file":{"type":["string","null"],"format":"local-path","minLength":1,"examples":["~/.ssh/id_ed25519"]},"password":{"type":["string","null"],"format":"literal","writeOnly":true},"host_key_policy":{"enum":["strict","accept-new","off",null],"examples":["strict"]},"env_vars":{"$ref":"#/$defs/environment"},"suite_merge":{"enum":["merge","replace"],"default":"merge","examples":["replace"]},"container":{"title":"Container","type":["object","null"],"required":["image"],"additionalProperties":false,"patternProperties":{"^_":{}},"properties":{"lifetime":{"enum":["no_launch","per_run","persistent"],"default":"per_run","examples":["persistent"]},"image":{"type":"string","pattern":"^[^\\s-]\\S*$","patternErrorMessage":"an image reference without spaces","examples":["rocm/dev-ubuntu-24.04:7.0"]},"name":{"type":["string","null"],"pattern":"^(?:|[a-zA-Z0-9][a-zA-Z0-9_.-]*)$","patternErrorMessage":"a name of letters, digits, \"_\", \".\" and \"-\" that begins with a letter or digit","examples":["berth_lab"]},"lease":{"type":["string","integer"],"minimum":5,"pattern":"^(?:none|[1-9][0-9]*[smhd])$","patternErrorMessage":"a time with its unit (\"1h\"), at least 5 seconds, or \"none\"","examples":["1h","none"]},"setup_script":{"anyOf":[{"type":"string","format":"local-path"},{"const":false},{"type":"null"}],"default":null,"examples":["./setup.sh",false]},"setup_scripts_at_once":{"type":"integer","minimum":1,"default":16,"examples":[128]},"sshd":{"enum":["auto",true,false],"default":"auto","examples":[true]},"sshd_port":{"anyOf":[{"type":"integer","minimum":1,"maximum":65535},{"const":"auto"}],"default":2224,"examples":[2224,"auto"]},"pull":{"enum":["missing","always","never"],"default":"missing","examples":["always"]},"pulls_at_once":{"type":"integer","minimum":1,"default":16,"examples":[32]},"image_tar":{"type":["string","null"],"pattern":"\\S","patternErrorMessage":"a path","examples":["/shared/images/rocm.tar"]},"image_source":{"enum":["hosts","local","head"],"default":"hosts","examples":["local"]},"distribute":{"enum":["fan-out","direct"],"examples":["direct"]},"env":{"$ref":"#/$defs/environment"},"runtime":{"title":"Runtime","type":["object","null"],"additionalProperties":false,"patternProperties":{"^_":{}},"properties":{"name":{"type":"string","pattern":"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$","patternErrorMessage":"the name of a runtime","default":"docker","examples":["docker"]},"module":{"type":["string","null"],"pattern":"^(?:\\.{0,2}/.*[^/]|(?:@[a-z0-9][a-z0-9._~-]*/)?[a-z0-9][a-z0-9._~-]*(?:/\\S*[^/\\s])?)$","patternErrorMessage":"the name of a package, or a path that begins with \"./\", \"../\" or \"/\"","default":null},"privilege":{"enum":["auto","plain","sudo"],"default":"auto","examples":["sudo"]},"args":{"title":"Runtime arguments","type":["object","null"],"additionalProperties":false,"patternProperties":{"^_":{}},"properties":{"defaults":{"enum":["rocm","cuda","none"],"default":"rocm","examples":["cuda"]},"network":{"type":"string","pattern":"^[^\\s-]\\S*$","patternErrorMessage":"the name of a network","examples":["host"]},"ipc":{"type":"string","pattern":"^[^\\s-]\\S*$","patternErrorMessage":"the name of an IPC mode","examples":["host"]},"privileged":{"type":"boolean","examples":[false]},"volumes":{"type":["array","null"],"items":{"type":"string","pattern":"^(?:/[^:]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+):/[^:]*(?::[a-zA-Z0-9_,=-]+)?$","patternErrorMessage":"source:target[:options], source being an absolute path or the name of a volume, target an absolute path"},"examples":[["/data:/data:ro","/scratch/{user-id}:/scratch:create","cache:/root/.cache"]]},"shm_size":{"type":["string","integer"],"minimum":1048576,"pattern":"^[0-9]+(?:\\.[0-9]+)?[bkmgtBKMGT]?(?:[iI]?[bB])?$","patternErrorMessage":"a size with its unit (\"64g\"), or at least 1048576 bytes","examples":["64g"]},"shm-size":{"type":["string","integer"],"minimum":1048576,"pattern":"^[0-9]+(?:\\.[0-9]+)?[bkmgtBKMGT]?(?:[iI]?[bB])?$","patternErrorMessage":"a size with its unit (\"64g\"), or at least 1048576 bytes","examples":["64g"]},"tmpfs":{"type":["array","null"],"items":{"type":"string","pattern":"^/[^:,]*(?::[a-zA-Z0-9_,=%-]+)?$","patternErrorMessage":"target[:options], target being an absolute path"},"examples":[["/scratch:size=16g"]]},"workdir":{"type":"string","pattern":"^/","patternErrorMessage":"an absolute path in the container","examples":["/workspace"]},"hostname":{"type":"string","pattern":"^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$","patternErrorMessage":"a name of at most 63 letters, digits, \"-\" and \".\"","examples":["trainer"]},"pid":{"type":"string","pattern":"^[^\\s-]\\S*$","patternErrorMessage":"the name of a PID mode","examples":["host"]},"gpus":{"type":["string","integer","array"],"minimum":1,"maximum":1024,"pattern":"^all$","patternErrorMessage":"\"all\", how many, or a list of GPUs by number or UUID","minItems":1,"items":{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9_.:-]*$","patternErrorMessage":"the number or UUID of a GPU, in quotes"},"examples":["all",2,["0","1"]]},"entrypoint":{"enum":["replace","keep"],"default":"replace","examples":["keep"]},"extra":{"type":["array","null"],"items":{"type":"string","format":"literal","minLength":1},"examples":[["--memory=64g","--dns","10.0.0.2"]]},"devices":{"type":["array","null"],"items":{"type":"string","pattern":"^/dev/[^:]*(?::/[^:]*)?(?::[rwm]{1,3})?$","patternErrorMessage":"device[:target][:permissions] below /dev, permissions being of r, w and m"},"examples":[["/dev/fuse"]]},"cap_add":{"type":["array","null"],"items":{"type":"string","pattern":"^[A-Za-z_]+$","patternErrorMessage":"the name of a capability"},"examples":[["NET_ADMIN"]]},"security_opt":{"type":["array","null"],"items":{"type":"string","pattern":"^[^\\s-]\\S*$","patternErrorMessage":"a security option without spaces"},"examples":[["label=disable"]]},"group_add":{"type":["array","null"],"items":{"type":["string","integer"],"minimum":0,"maximum":4294967294,"pattern":"^[A-Za-z0-9_][A-Za-z0-9_.-]*$","patternErrorMessage":"a group's name or number"},"examples":[["render"]]},"ulimit":{"type":["array","null"],"items":{"type":"string","pattern":"^[a-z]+=(?:-?[0-9]+|unlimited)(?::(?:-?[0-9]+|unlimited))?$","patternErrorMessage":"name=soft[:hard] with whole numbers, or \"unlimited\""},"examples":[["nofile=1048576"]]},"env":{"$ref":"#/$defs/environment"},"registry":{"title":"Registry login","type":["object","null"],"additionalProperties":false,"patternProperties":{"^_":{}},"required":["username"],"properties":{"username":{"type":"string","pattern":"^[^\\s:\"\\\\]+$","patternErrorMessage":"a name without white space, colon, quotation mark and backslash","examples":["myuser"]},"password_file":{"type":["string","null"],"pattern":"^(?:/|~/).*[^/]$","patternErrorMessage":"a path on the hosts that begins with / or ~/","examples":["~/.registry-token"]},"password_env":{"type":["string","null"],"pattern":"^[A-Za-z_][A-Za-z0-9_]*$","patternErrorMessage":"the name of an environment variable, without $","examples":["REGISTRY_TOKEN"]},"password_command":{"type":["string","null"],"pattern":"^\\s*[^\\s\\0][^\\0]*$","patternErrorMessage":"a command for a shell","examples":["pass show registry/puller"]},"server":{"type":["string","null"],"pattern":"^\\S*$","patternErrorMessage":"the host name of a registry, with its port if there is one","examples":["registry.example:5000"]}},"examples":[{"username":"myuser","password_file":"~/.registry-token"}]}},"examples":[{"volumes":["/data:/data:ro"]}]}},"examples":[{"name":"podman"}]},"enabled":{"deprecated":true,"not":{},"errorMessage":"was removed; delete it and set container.lifetime to \"no_launch\", \"per_run\" or \"persistent\" (to run without containers, set orchestrator to \"baremetal\")"},"launch":{"deprecated":true,"not":{},"errorMessage":"was removed; delete it and set container.lifetime to \"per_run\" where it was true, to \"no_launch\" where it was false"}},"examples":[{"image":"rocm/dev-ubuntu-24.04:7.0","lifetime":"per_run"}]}},"$defs":{"address":{"type":"string","format":"host","pattern":"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$","patternErrorMessage":"an IP address or host name, without user or port","examples":["10.0.0.1"]},"addresses":{"type":"string","format":"host","pattern":"^(?:(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$","patternErrorMessage":"an IP address or host name, without user or port","examples":["10.0.0.1"]},"otherAddress":{"type":["string","null"],"format":"host","pattern":"^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$","patternErrorMessage":"an IP address or host name, or \"NA\"","examples":["192.168.0.1"]},"host":{"title":"Each host","type":["object","null"],"properties":{"address":{"$ref":"#/$defs/otherAddress"},"port":{"type":["integer","null"],"minimum":1,"maximum":65535,"examples":[2222]},"user":{"type":["string","null"],"pattern":"^[^\\s-]\\S*$","patternErrorMessage":"a user name without spaces","examples":["root"]},"jump":{"type":["string","null"],"pattern":"^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$","patternErrorMessage":"[user@]host[:port], several with commas between them, or \"none\"","examples":["bastion"]},"vpc_ip":{"$ref":"#/$defs/otherAddress"},"bmc_ip":{"$ref":"#/$defs/otherAddress"},"rack_id":{"type":["string","integer","null"],"examples":["12"]}},"examples":[{"vpc_ip":"192.168.0.1","bmc_ip":"NA"}]},"listedHost":{"title":"Each host of a list","type":"object","required":["mgmt_ip"],"properties":{"mgmt_ip":{"$ref":"#/$defs/addresses"},"address":{"$ref":"#/$defs/otherAddress"},"port":{"type":["integer","null"],"minimum":1,"maximum":65535,"examples":[2222]},"user":{"type":["string","null"],"pattern":"^[^\\s-]\\S*$","patternErrorMessage":"a user name without spaces","examples":["root"]},"jump":{"type":["string","null"],"pattern":"^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$","patternErrorMessage":"[user@]host[:port], several with commas between them, or \"none\"","examples":["bastion"]},"vpc_ip":{"$ref":"#/$defs/otherAddress"},"bmc_ip":{"$ref":"#/$defs/otherAddress"},"rack_id":{"type":["string","integer","null"],"examples":["12"]}},"examples":[{"mgmt_ip":"10.0.0.1"}]},"environment":{"title":"Environment map","type":["object","null"],"propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]*$","patternErrorMessage":"a variable name of letters, digits and \"_\" that does not begin with a digit"},"additionalProperties":{"format":"literal","type":["string","number","boolean"],"examples":["1"]},"examples":[{"NCCL_DEBUG":"INFO"}]}}};
const schema33 = {"type":"string","format":"host","pattern":"^(?:(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$","patternErrorMessage":"an IP address or host name, without user or port","examples":["10.0.0.1"]};
const schema42 = {"type":"string","format":"host","pattern":"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$","patternErrorMessage":"an IP address or host name, without user or port","examples":["10.0.0.1"]};
const schema43 = {"title":"Environment map","type":["object","null"],"propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_]*$","patternErrorMessage":"a variable name of letters, digits and \"_\" that does not begin with a digit"},"additionalProperties":{"format":"literal","type":["string","number","boolean"],"examples":["1"]},"examples":[{"NCCL_DEBUG":"INFO"}]};
const pattern4 = new RegExp("^[a-zA-Z0-9][a-zA-Z0-9_.-]*$", "u");
const pattern5 = new RegExp("^(?:(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$", "u");
const pattern17 = new RegExp("^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$", "u");
const pattern18 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "u");
const pattern7 = new RegExp("^[^\\s-]\\S*$", "u");
const pattern20 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern21 = new RegExp("^_", "u");
const pattern23 = new RegExp("^(?:|[a-zA-Z0-9][a-zA-Z0-9_.-]*)$", "u");
const pattern24 = new RegExp("^(?:none|[1-9][0-9]*[smhd])$", "u");
const pattern25 = new RegExp("\\S", "u");
const pattern29 = new RegExp("^(?:\\.{0,2}/.*[^/]|(?:@[a-z0-9][a-z0-9._~-]*/)?[a-z0-9][a-z0-9._~-]*(?:/\\S*[^/\\s])?)$", "u");
const pattern33 = new RegExp("^(?:/[^:]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+):/[^:]*(?::[a-zA-Z0-9_,=-]+)?$", "u");
const pattern34 = new RegExp("^[0-9]+(?:\\.[0-9]+)?[bkmgtBKMGT]?(?:[iI]?[bB])?$", "u");
const pattern36 = new RegExp("^/[^:,]*(?::[a-zA-Z0-9_,=%-]+)?$", "u");
const pattern37 = new RegExp("^/", "u");
const pattern38 = new RegExp("^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$", "u");
const pattern40 = new RegExp("^all$", "u");
const pattern41 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_.:-]*$", "u");
const pattern42 = new RegExp("^/dev/[^:]*(?::/[^:]*)?(?::[rwm]{1,3})?$", "u");
const pattern43 = new RegExp("^[A-Za-z_]+$", "u");
const pattern46 = new RegExp("^[a-z]+=(?:-?[0-9]+|unlimited)(?::(?:-?[0-9]+|unlimited))?$", "u");
const pattern49 = new RegExp("^[^\\s:\"\\\\]+$", "u");
const pattern50 = new RegExp("^(?:/|~/).*[^/]$", "u");
const pattern52 = new RegExp("^\\s*[^\\s\\0][^\\0]*$", "u");
const pattern53 = new RegExp("^\\S*$", "u");
const schema32 = {"title":"Each host of a list","type":"object","required":["mgmt_ip"],"properties":{"mgmt_ip":{"$ref":"#/$defs/addresses"},"address":{"$ref":"#/$defs/otherAddress"},"port":{"type":["integer","null"],"minimum":1,"maximum":65535,"examples":[2222]},"user":{"type":["string","null"],"pattern":"^[^\\s-]\\S*$","patternErrorMessage":"a user name without spaces","examples":["root"]},"jump":{"type":["string","null"],"pattern":"^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$","patternErrorMessage":"[user@]host[:port], several with commas between them, or \"none\"","examples":["bastion"]},"vpc_ip":{"$ref":"#/$defs/otherAddress"},"bmc_ip":{"$ref":"#/$defs/otherAddress"},"rack_id":{"type":["string","integer","null"],"examples":["12"]}},"examples":[{"mgmt_ip":"10.0.0.1"}]};
const schema34 = {"type":["string","null"],"format":"host","pattern":"^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$","patternErrorMessage":"an IP address or host name, or \"NA\"","examples":["192.168.0.1"]};
const pattern6 = new RegExp("^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$", "u");
const pattern8 = new RegExp("^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.mgmt_ip === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mgmt_ip"},schema:schema32.required,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.mgmt_ip !== undefined){
let data0 = data.mgmt_ip;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err1 = {instancePath:instancePath+"/mgmt_ip",schemaPath:"#/$defs/addresses/pattern",keyword:"pattern",params:{pattern: "^(?:(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/mgmt_ip",schemaPath:"#/$defs/addresses/type",keyword:"type",params:{type: "string"},schema:schema33.type,parentSchema:schema33,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.address !== undefined){
let data1 = data.address;
if((typeof data1 !== "string") && (data1 !== null)){
const err3 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/otherAddress/type",keyword:"type",params:{type: schema34.type},schema:schema34.type,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data1 === "string"){
if(!pattern6.test(data1)){
const err4 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/otherAddress/pattern",keyword:"pattern",params:{pattern: "^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.port !== undefined){
let data2 = data.port;
if((!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) && (data2 !== null)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: schema32.properties.port.type},schema:schema32.properties.port.type,parentSchema:schema32.properties.port,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 65535 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},schema:65535,parentSchema:schema32.properties.port,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema32.properties.port,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.user !== undefined){
let data3 = data.user;
if((typeof data3 !== "string") && (data3 !== null)){
const err8 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: schema32.properties.user.type},schema:schema32.properties.user.type,parentSchema:schema32.properties.user,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(typeof data3 === "string"){
if(!pattern7.test(data3)){
const err9 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]\\S*$"},schema:"^[^\\s-]\\S*$",parentSchema:schema32.properties.user,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.jump !== undefined){
let data4 = data.jump;
if((typeof data4 !== "string") && (data4 !== null)){
const err10 = {instancePath:instancePath+"/jump",schemaPath:"#/properties/jump/type",keyword:"type",params:{type: schema32.properties.jump.type},schema:schema32.properties.jump.type,parentSchema:schema32.properties.jump,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(typeof data4 === "string"){
if(!pattern8.test(data4)){
const err11 = {instancePath:instancePath+"/jump",schemaPath:"#/properties/jump/pattern",keyword:"pattern",params:{pattern: "^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$"},schema:"^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$",parentSchema:schema32.properties.jump,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.vpc_ip !== undefined){
let data5 = data.vpc_ip;
if((typeof data5 !== "string") && (data5 !== null)){
const err12 = {instancePath:instancePath+"/vpc_ip",schemaPath:"#/$defs/otherAddress/type",keyword:"type",params:{type: schema34.type},schema:schema34.type,parentSchema:schema34,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(typeof data5 === "string"){
if(!pattern6.test(data5)){
const err13 = {instancePath:instancePath+"/vpc_ip",schemaPath:"#/$defs/otherAddress/pattern",keyword:"pattern",params:{pattern: "^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema34,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.bmc_ip !== undefined){
let data6 = data.bmc_ip;
if((typeof data6 !== "string") && (data6 !== null)){
const err14 = {instancePath:instancePath+"/bmc_ip",schemaPath:"#/$defs/otherAddress/type",keyword:"type",params:{type: schema34.type},schema:schema34.type,parentSchema:schema34,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(typeof data6 === "string"){
if(!pattern6.test(data6)){
const err15 = {instancePath:instancePath+"/bmc_ip",schemaPath:"#/$defs/otherAddress/pattern",keyword:"pattern",params:{pattern: "^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema34,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.rack_id !== undefined){
let data7 = data.rack_id;
if(((typeof data7 !== "string") && (!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7))))) && (data7 !== null)){
const err16 = {instancePath:instancePath+"/rack_id",schemaPath:"#/properties/rack_id/type",keyword:"type",params:{type: schema32.properties.rack_id.type},schema:schema32.properties.rack_id.type,parentSchema:schema32.properties.rack_id,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":{"mgmt_ip":true,"address":true,"port":true,"user":true,"jump":true,"vpc_ip":true,"bmc_ip":true,"rack_id":true},"dynamicProps":false,"dynamicItems":false};

const schema38 = {"title":"Each host","type":["object","null"],"properties":{"address":{"$ref":"#/$defs/otherAddress"},"port":{"type":["integer","null"],"minimum":1,"maximum":65535,"examples":[2222]},"user":{"type":["string","null"],"pattern":"^[^\\s-]\\S*$","patternErrorMessage":"a user name without spaces","examples":["root"]},"jump":{"type":["string","null"],"pattern":"^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$","patternErrorMessage":"[user@]host[:port], several with commas between them, or \"none\"","examples":["bastion"]},"vpc_ip":{"$ref":"#/$defs/otherAddress"},"bmc_ip":{"$ref":"#/$defs/otherAddress"},"rack_id":{"type":["string","integer","null"],"examples":["12"]}},"examples":[{"vpc_ip":"192.168.0.1","bmc_ip":"NA"}]};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema38.type},schema:schema38.type,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.address !== undefined){
let data0 = data.address;
if((typeof data0 !== "string") && (data0 !== null)){
const err1 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/otherAddress/type",keyword:"type",params:{type: schema34.type},schema:schema34.type,parentSchema:schema34,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
const err2 = {instancePath:instancePath+"/address",schemaPath:"#/$defs/otherAddress/pattern",keyword:"pattern",params:{pattern: "^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema34,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
if(data.port !== undefined){
let data1 = data.port;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (data1 !== null)){
const err3 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: schema38.properties.port.type},schema:schema38.properties.port.type,parentSchema:schema38.properties.port,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},schema:65535,parentSchema:schema38.properties.port,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema38.properties.port,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.user !== undefined){
let data2 = data.user;
if((typeof data2 !== "string") && (data2 !== null)){
const err6 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: schema38.properties.user.type},schema:schema38.properties.user.type,parentSchema:schema38.properties.user,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern7.test(data2)){
const err7 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]\\S*$"},schema:"^[^\\s-]\\S*$",parentSchema:schema38.properties.user,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.jump !== undefined){
let data3 = data.jump;
if((typeof data3 !== "string") && (data3 !== null)){
const err8 = {instancePath:instancePath+"/jump",schemaPath:"#/properties/jump/type",keyword:"type",params:{type: schema38.properties.jump.type},schema:schema38.properties.jump.type,parentSchema:schema38.properties.jump,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(typeof data3 === "string"){
if(!pattern8.test(data3)){
const err9 = {instancePath:instancePath+"/jump",schemaPath:"#/properties/jump/pattern",keyword:"pattern",params:{pattern: "^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$"},schema:"^(?:none|(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?(?:,(?:[^\\s,/]+@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\\])(?::[0-9]{1,5})?)*)$",parentSchema:schema38.properties.jump,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.vpc_ip !== undefined){
let data4 = data.vpc_ip;
if((typeof data4 !== "string") && (data4 !== null)){
const err10 = {instancePath:instancePath+"/vpc_ip",schemaPath:"#/$defs/otherAddress/type",keyword:"type",params:{type: schema34.type},schema:schema34.type,parentSchema:schema34,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(typeof data4 === "string"){
if(!pattern6.test(data4)){
const err11 = {instancePath:instancePath+"/vpc_ip",schemaPath:"#/$defs/otherAddress/pattern",keyword:"pattern",params:{pattern: "^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema34,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.bmc_ip !== undefined){
let data5 = data.bmc_ip;
if((typeof data5 !== "string") && (data5 !== null)){
const err12 = {instancePath:instancePath+"/bmc_ip",schemaPath:"#/$defs/otherAddress/type",keyword:"type",params:{type: schema34.type},schema:schema34.type,parentSchema:schema34,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(typeof data5 === "string"){
if(!pattern6.test(data5)){
const err13 = {instancePath:instancePath+"/bmc_ip",schemaPath:"#/$defs/otherAddress/pattern",keyword:"pattern",params:{pattern: "^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:|[Nn]/[Aa]|(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema34,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.rack_id !== undefined){
let data6 = data.rack_id;
if(((typeof data6 !== "string") && (!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6))))) && (data6 !== null)){
const err14 = {instancePath:instancePath+"/rack_id",schemaPath:"#/properties/rack_id/type",keyword:"type",params:{type: schema38.properties.rack_id.type},schema:schema38.properties.rack_id.type,parentSchema:schema38.properties.rack_id,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":{"address":true,"port":true,"user":true,"jump":true,"vpc_ip":true,"bmc_ip":true,"rack_id":true},"dynamicProps":false,"dynamicItems":false};

const func1 = (text) => [...text].length;
const func4 = Object.prototype.hasOwnProperty;

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="urn:berth:cluster-file" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.node_dict === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "node_dict"},schema:schema31.required,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.$schema !== undefined){
let data0 = data.$schema;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},schema:schema31.properties.$schema.type,parentSchema:schema31.properties.$schema,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.orchestrator !== undefined){
let data1 = data.orchestrator;
if(!((data1 === "container") || (data1 === "baremetal"))){
const err2 = {instancePath:instancePath+"/orchestrator",schemaPath:"#/properties/orchestrator/enum",keyword:"enum",params:{allowedValues: schema31.properties.orchestrator.enum},schema:schema31.properties.orchestrator.enum,parentSchema:schema31.properties.orchestrator,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!(typeof data1 === "string")){
const err3 = {instancePath:instancePath+"/orchestrator",schemaPath:"#/properties/orchestrator/type",keyword:"type",params:{type: "string"},schema:schema31.properties.orchestrator.type,parentSchema:schema31.properties.orchestrator,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.cluster_name !== undefined){
let data2 = data.cluster_name;
if((typeof data2 !== "string") && (data2 !== null)){
const err4 = {instancePath:instancePath+"/cluster_name",schemaPath:"#/properties/cluster_name/type",keyword:"type",params:{type: schema31.properties.cluster_name.type},schema:schema31.properties.cluster_name.type,parentSchema:schema31.properties.cluster_name,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
const err5 = {instancePath:instancePath+"/cluster_name",schemaPath:"#/properties/cluster_name/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$"},schema:"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",parentSchema:schema31.properties.cluster_name,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.node_dict !== undefined){
let data3 = data.node_dict;
if(!data3 || typeof data3 != "object"){
const err6 = {instancePath:instancePath+"/node_dict",schemaPath:"#/properties/node_dict/type",keyword:"type",params:{type: schema31.properties.node_dict.type},schema:schema31.properties.node_dict.type,parentSchema:schema31.properties.node_dict,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(Array.isArray(data3)){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/node_dict",schemaPath:"#/properties/node_dict/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema31.properties.node_dict,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate21(data3[i0], {instancePath:instancePath+"/node_dict/" + i0,parentData:data3,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length < 1){
const err8 = {instancePath:instancePath+"/node_dict",schemaPath:"#/properties/node_dict/minProperties",keyword:"minProperties",params:{limit: 1},schema:1,parentSchema:schema31.properties.node_dict,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key0 in data3){
const _errs10 = errors;
if(typeof key0 === "string"){
if(!pattern5.test(key0)){
const err9 = {instancePath:instancePath+"/node_dict",schemaPath:"#/$defs/addresses/pattern",keyword:"pattern",params:{pattern: "^(?:(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:(?:[A-Za-z0-9_]|\\[[0-9,/-]+\\])(?:[A-Za-z0-9_.-]|\\[[0-9,/-]+\\])*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema33,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/node_dict",schemaPath:"#/$defs/addresses/type",keyword:"type",params:{type: "string"},schema:schema33.type,parentSchema:schema33,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var valid3 = _errs10 === errors;
if(!valid3){
const err11 = {instancePath:instancePath+"/node_dict",schemaPath:"#/properties/node_dict/propertyNames",keyword:"propertyNames",params:{propertyName: key0},schema:schema31.properties.node_dict.propertyNames,parentSchema:schema31.properties.node_dict,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
for(const key1 in data3){
if(!(validate23(data3[key1], {instancePath:instancePath+"/node_dict/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data3,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
}
if(data.head_node_dict !== undefined){
let data6 = data.head_node_dict;
if((!(data6 && typeof data6 == "object" && !Array.isArray(data6))) && (data6 !== null)){
const err12 = {instancePath:instancePath+"/head_node_dict",schemaPath:"#/properties/head_node_dict/type",keyword:"type",params:{type: schema31.properties.head_node_dict.type},schema:schema31.properties.head_node_dict.type,parentSchema:schema31.properties.head_node_dict,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.mgmt_ip !== undefined){
let data7 = data6.mgmt_ip;
if(typeof data7 === "string"){
if(!pattern17.test(data7)){
const err13 = {instancePath:instancePath+"/head_node_dict/mgmt_ip",schemaPath:"#/$defs/address/pattern",keyword:"pattern",params:{pattern: "^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$"},schema:"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$",parentSchema:schema42,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/head_node_dict/mgmt_ip",schemaPath:"#/$defs/address/type",keyword:"type",params:{type: "string"},schema:schema42.type,parentSchema:schema42,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data.groups !== undefined){
let data8 = data.groups;
if((!(data8 && typeof data8 == "object" && !Array.isArray(data8))) && (data8 !== null)){
const err15 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: schema31.properties.groups.type},schema:schema31.properties.groups.type,parentSchema:schema31.properties.groups,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 in data8){
const _errs22 = errors;
if(typeof key2 === "string"){
if(!pattern18.test(key2)){
const err16 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"},schema:"^[A-Za-z0-9_][A-Za-z0-9_.-]*$",parentSchema:schema31.properties.groups.propertyNames,data:key2,propertyName:key2};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
var valid8 = _errs22 === errors;
if(!valid8){
const err17 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/propertyNames",keyword:"propertyNames",params:{propertyName: key2},schema:schema31.properties.groups.propertyNames,parentSchema:schema31.properties.groups,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
for(const key3 in data8){
let data9 = data8[key3];
if((typeof data9 !== "string") && (!(Array.isArray(data9)))){
const err18 = {instancePath:instancePath+"/groups/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/type",keyword:"type",params:{type: schema31.properties.groups.additionalProperties.type},schema:schema31.properties.groups.additionalProperties.type,parentSchema:schema31.properties.groups.additionalProperties,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data9 === "string"){
if(func1(data9) < 1){
const err19 = {instancePath:instancePath+"/groups/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema31.properties.groups.additionalProperties,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(Array.isArray(data9)){
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(typeof data10 === "string"){
if(func1(data10) < 1){
const err20 = {instancePath:instancePath+"/groups/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,schemaPath:"#/properties/groups/additionalProperties/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema31.properties.groups.additionalProperties.items,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/groups/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i1,schemaPath:"#/properties/groups/additionalProperties/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.groups.additionalProperties.items.type,parentSchema:schema31.properties.groups.additionalProperties.items,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
}
}
}
if(data.username !== undefined){
let data11 = data.username;
if((typeof data11 !== "string") && (data11 !== null)){
const err22 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/type",keyword:"type",params:{type: schema31.properties.username.type},schema:schema31.properties.username.type,parentSchema:schema31.properties.username,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data11 === "string"){
if(!pattern7.test(data11)){
const err23 = {instancePath:instancePath+"/username",schemaPath:"#/properties/username/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]\\S*$"},schema:"^[^\\s-]\\S*$",parentSchema:schema31.properties.username,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.priv_key_file !== undefined){
let data12 = data.priv_key_file;
if((typeof data12 !== "string") && (data12 !== null)){
const err24 = {instancePath:instancePath+"/priv_key_file",schemaPath:"#/properties/priv_key_file/type",keyword:"type",params:{type: schema31.properties.priv_key_file.type},schema:schema31.properties.priv_key_file.type,parentSchema:schema31.properties.priv_key_file,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(typeof data12 === "string"){
if(func1(data12) < 1){
const err25 = {instancePath:instancePath+"/priv_key_file",schemaPath:"#/properties/priv_key_file/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema31.properties.priv_key_file,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data.password !== undefined){
let data13 = data.password;
if((typeof data13 !== "string") && (data13 !== null)){
const err26 = {instancePath:instancePath+"/password",schemaPath:"#/properties/password/type",keyword:"type",params:{type: schema31.properties.password.type},schema:schema31.properties.password.type,parentSchema:schema31.properties.password,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.host_key_policy !== undefined){
let data14 = data.host_key_policy;
if(!((((data14 === "strict") || (data14 === "accept-new")) || (data14 === "off")) || (data14 === null))){
const err27 = {instancePath:instancePath+"/host_key_policy",schemaPath:"#/properties/host_key_policy/enum",keyword:"enum",params:{allowedValues: schema31.properties.host_key_policy.enum},schema:schema31.properties.host_key_policy.enum,parentSchema:schema31.properties.host_key_policy,data:data14};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.env_vars !== undefined){
let data15 = data.env_vars;
if((!(data15 && typeof data15 == "object" && !Array.isArray(data15))) && (data15 !== null)){
const err28 = {instancePath:instancePath+"/env_vars",schemaPath:"#/$defs/environment/type",keyword:"type",params:{type: schema43.type},schema:schema43.type,parentSchema:schema43,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key4 in data15){
const _errs38 = errors;
if(typeof key4 === "string"){
if(!pattern20.test(key4)){
const err29 = {instancePath:instancePath+"/env_vars",schemaPath:"#/$defs/environment/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema43.propertyNames,data:key4,propertyName:key4};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
var valid13 = _errs38 === errors;
if(!valid13){
const err30 = {instancePath:instancePath+"/env_vars",schemaPath:"#/$defs/environment/propertyNames",keyword:"propertyNames",params:{propertyName: key4},schema:schema43.propertyNames,parentSchema:schema43,data:data15};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
for(const key5 in data15){
let data16 = data15[key5];
if(((typeof data16 !== "string") && (!((typeof data16 == "number") && (isFinite(data16))))) && (typeof data16 !== "boolean")){
const err31 = {instancePath:instancePath+"/env_vars/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/environment/additionalProperties/type",keyword:"type",params:{type: schema43.additionalProperties.type},schema:schema43.additionalProperties.type,parentSchema:schema43.additionalProperties,data:data16};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
}
if(data.suite_merge !== undefined){
let data17 = data.suite_merge;
if(!((data17 === "merge") || (data17 === "replace"))){
const err32 = {instancePath:instancePath+"/suite_merge",schemaPath:"#/properties/suite_merge/enum",keyword:"enum",params:{allowedValues: schema31.properties.suite_merge.enum},schema:schema31.properties.suite_merge.enum,parentSchema:schema31.properties.suite_merge,data:data17};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.container !== undefined){
let data18 = data.container;
if((!(data18 && typeof data18 == "object" && !Array.isArray(data18))) && (data18 !== null)){
const err33 = {instancePath:instancePath+"/container",schemaPath:"#/properties/container/type",keyword:"type",params:{type: schema31.properties.container.type},schema:schema31.properties.container.type,parentSchema:schema31.properties.container,data:data18};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.image === undefined){
const err34 = {instancePath:instancePath+"/container",schemaPath:"#/properties/container/required",keyword:"required",params:{missingProperty: "image"},schema:schema31.properties.container.required,parentSchema:schema31.properties.container,data:data18};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key6 in data18){
if(!((func4.call(schema31.properties.container.properties, key6)) || (pattern21.test(key6)))){
const err35 = {instancePath:instancePath+"/container",schemaPath:"#/properties/container/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},schema:false,parentSchema:schema31.properties.container,data:data18};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data18.lifetime !== undefined){
let data19 = data18.lifetime;
if(!(((data19 === "no_launch") || (data19 === "per_run")) || (data19 === "persistent"))){
const err36 = {instancePath:instancePath+"/container/lifetime",schemaPath:"#/properties/container/properties/lifetime/enum",keyword:"enum",params:{allowedValues: schema31.properties.container.properties.lifetime.enum},schema:schema31.properties.container.properties.lifetime.enum,parentSchema:schema31.properties.container.properties.lifetime,data:data19};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data18.image !== undefined){
let data20 = data18.image;
if(typeof data20 === "string"){
if(!pattern7.test(data20)){
const err37 = {instancePath:instancePath+"/container/image",schemaPath:"#/properties/container/properties/image/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]\\S*$"},schema:"^[^\\s-]\\S*$",parentSchema:schema31.properties.container.properties.image,data:data20};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/container/image",schemaPath:"#/properties/container/properties/image/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.image.type,parentSchema:schema31.properties.container.properties.image,data:data20};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data18.name !== undefined){
let data21 = data18.name;
if((typeof data21 !== "string") && (data21 !== null)){
const err39 = {instancePath:instancePath+"/container/name",schemaPath:"#/properties/container/properties/name/type",keyword:"type",params:{type: schema31.properties.container.properties.name.type},schema:schema31.properties.container.properties.name.type,parentSchema:schema31.properties.container.properties.name,data:data21};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(typeof data21 === "string"){
if(!pattern23.test(data21)){
const err40 = {instancePath:instancePath+"/container/name",schemaPath:"#/properties/container/properties/name/pattern",keyword:"pattern",params:{pattern: "^(?:|[a-zA-Z0-9][a-zA-Z0-9_.-]*)$"},schema:"^(?:|[a-zA-Z0-9][a-zA-Z0-9_.-]*)$",parentSchema:schema31.properties.container.properties.name,data:data21};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data18.lease !== undefined){
let data22 = data18.lease;
if((typeof data22 !== "string") && (!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22))))){
const err41 = {instancePath:instancePath+"/container/lease",schemaPath:"#/properties/container/properties/lease/type",keyword:"type",params:{type: schema31.properties.container.properties.lease.type},schema:schema31.properties.container.properties.lease.type,parentSchema:schema31.properties.container.properties.lease,data:data22};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 5 || isNaN(data22)){
const err42 = {instancePath:instancePath+"/container/lease",schemaPath:"#/properties/container/properties/lease/minimum",keyword:"minimum",params:{comparison: ">=", limit: 5},schema:5,parentSchema:schema31.properties.container.properties.lease,data:data22};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(typeof data22 === "string"){
if(!pattern24.test(data22)){
const err43 = {instancePath:instancePath+"/container/lease",schemaPath:"#/properties/container/properties/lease/pattern",keyword:"pattern",params:{pattern: "^(?:none|[1-9][0-9]*[smhd])$"},schema:"^(?:none|[1-9][0-9]*[smhd])$",parentSchema:schema31.properties.container.properties.lease,data:data22};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
if(data18.setup_script !== undefined){
let data23 = data18.setup_script;
const _errs54 = errors;
let valid16 = false;
const _errs55 = errors;
if(!(typeof data23 === "string")){
const err44 = {instancePath:instancePath+"/container/setup_script",schemaPath:"#/properties/container/properties/setup_script/anyOf/0/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.setup_script.anyOf[0].type,parentSchema:schema31.properties.container.properties.setup_script.anyOf[0],data:data23};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
var _valid0 = _errs55 === errors;
valid16 = valid16 || _valid0;
const _errs57 = errors;
if(false !== data23){
const err45 = {instancePath:instancePath+"/container/setup_script",schemaPath:"#/properties/container/properties/setup_script/anyOf/1/const",keyword:"const",params:{allowedValue: false},schema:false,parentSchema:schema31.properties.container.properties.setup_script.anyOf[1],data:data23};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
var _valid0 = _errs57 === errors;
valid16 = valid16 || _valid0;
const _errs58 = errors;
if(data23 !== null){
const err46 = {instancePath:instancePath+"/container/setup_script",schemaPath:"#/properties/container/properties/setup_script/anyOf/2/type",keyword:"type",params:{type: "null"},schema:schema31.properties.container.properties.setup_script.anyOf[2].type,parentSchema:schema31.properties.container.properties.setup_script.anyOf[2],data:data23};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
var _valid0 = _errs58 === errors;
valid16 = valid16 || _valid0;
if(!valid16){
const err47 = {instancePath:instancePath+"/container/setup_script",schemaPath:"#/properties/container/properties/setup_script/anyOf",keyword:"anyOf",params:{},schema:schema31.properties.container.properties.setup_script.anyOf,parentSchema:schema31.properties.container.properties.setup_script,data:data23};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
else {
errors = _errs54;
if(vErrors !== null){
if(_errs54){
vErrors.length = _errs54;
}
else {
vErrors = null;
}
}
}
}
if(data18.setup_scripts_at_once !== undefined){
let data24 = data18.setup_scripts_at_once;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err48 = {instancePath:instancePath+"/container/setup_scripts_at_once",schemaPath:"#/properties/container/properties/setup_scripts_at_once/type",keyword:"type",params:{type: "integer"},schema:schema31.properties.container.properties.setup_scripts_at_once.type,parentSchema:schema31.properties.container.properties.setup_scripts_at_once,data:data24};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err49 = {instancePath:instancePath+"/container/setup_scripts_at_once",schemaPath:"#/properties/container/properties/setup_scripts_at_once/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema31.properties.container.properties.setup_scripts_at_once,data:data24};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
if(data18.sshd !== undefined){
let data25 = data18.sshd;
if(!(((data25 === "auto") || (data25 === true)) || (data25 === false))){
const err50 = {instancePath:instancePath+"/container/sshd",schemaPath:"#/properties/container/properties/sshd/enum",keyword:"enum",params:{allowedValues: schema31.properties.container.properties.sshd.enum},schema:schema31.properties.container.properties.sshd.enum,parentSchema:schema31.properties.container.properties.sshd,data:data25};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data18.sshd_port !== undefined){
let data26 = data18.sshd_port;
const _errs64 = errors;
let valid17 = false;
const _errs65 = errors;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err51 = {instancePath:instancePath+"/container/sshd_port",schemaPath:"#/properties/container/properties/sshd_port/anyOf/0/type",keyword:"type",params:{type: "integer"},schema:schema31.properties.container.properties.sshd_port.anyOf[0].type,parentSchema:schema31.properties.container.properties.sshd_port.anyOf[0],data:data26};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 65535 || isNaN(data26)){
const err52 = {instancePath:instancePath+"/container/sshd_port",schemaPath:"#/properties/container/properties/sshd_port/anyOf/0/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},schema:65535,parentSchema:schema31.properties.container.properties.sshd_port.anyOf[0],data:data26};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data26 < 1 || isNaN(data26)){
const err53 = {instancePath:instancePath+"/container/sshd_port",schemaPath:"#/properties/container/properties/sshd_port/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema31.properties.container.properties.sshd_port.anyOf[0],data:data26};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
var _valid1 = _errs65 === errors;
valid17 = valid17 || _valid1;
const _errs67 = errors;
if("auto" !== data26){
const err54 = {instancePath:instancePath+"/container/sshd_port",schemaPath:"#/properties/container/properties/sshd_port/anyOf/1/const",keyword:"const",params:{allowedValue: "auto"},schema:"auto",parentSchema:schema31.properties.container.properties.sshd_port.anyOf[1],data:data26};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
var _valid1 = _errs67 === errors;
valid17 = valid17 || _valid1;
if(!valid17){
const err55 = {instancePath:instancePath+"/container/sshd_port",schemaPath:"#/properties/container/properties/sshd_port/anyOf",keyword:"anyOf",params:{},schema:schema31.properties.container.properties.sshd_port.anyOf,parentSchema:schema31.properties.container.properties.sshd_port,data:data26};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
else {
errors = _errs64;
if(vErrors !== null){
if(_errs64){
vErrors.length = _errs64;
}
else {
vErrors = null;
}
}
}
}
if(data18.pull !== undefined){
let data27 = data18.pull;
if(!(((data27 === "missing") || (data27 === "always")) || (data27 === "never"))){
const err56 = {instancePath:instancePath+"/container/pull",schemaPath:"#/properties/container/properties/pull/enum",keyword:"enum",params:{allowedValues: schema31.properties.container.properties.pull.enum},schema:schema31.properties.container.properties.pull.enum,parentSchema:schema31.properties.container.properties.pull,data:data27};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data18.pulls_at_once !== undefined){
let data28 = data18.pulls_at_once;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err57 = {instancePath:instancePath+"/container/pulls_at_once",schemaPath:"#/properties/container/properties/pulls_at_once/type",keyword:"type",params:{type: "integer"},schema:schema31.properties.container.properties.pulls_at_once.type,parentSchema:schema31.properties.container.properties.pulls_at_once,data:data28};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 1 || isNaN(data28)){
const err58 = {instancePath:instancePath+"/container/pulls_at_once",schemaPath:"#/properties/container/properties/pulls_at_once/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema31.properties.container.properties.pulls_at_once,data:data28};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data18.image_tar !== undefined){
let data29 = data18.image_tar;
if((typeof data29 !== "string") && (data29 !== null)){
const err59 = {instancePath:instancePath+"/container/image_tar",schemaPath:"#/properties/container/properties/image_tar/type",keyword:"type",params:{type: schema31.properties.container.properties.image_tar.type},schema:schema31.properties.container.properties.image_tar.type,parentSchema:schema31.properties.container.properties.image_tar,data:data29};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(typeof data29 === "string"){
if(!pattern25.test(data29)){
const err60 = {instancePath:instancePath+"/container/image_tar",schemaPath:"#/properties/container/properties/image_tar/pattern",keyword:"pattern",params:{pattern: "\\S"},schema:"\\S",parentSchema:schema31.properties.container.properties.image_tar,data:data29};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data18.image_source !== undefined){
let data30 = data18.image_source;
if(!(((data30 === "hosts") || (data30 === "local")) || (data30 === "head"))){
const err61 = {instancePath:instancePath+"/container/image_source",schemaPath:"#/properties/container/properties/image_source/enum",keyword:"enum",params:{allowedValues: schema31.properties.container.properties.image_source.enum},schema:schema31.properties.container.properties.image_source.enum,parentSchema:schema31.properties.container.properties.image_source,data:data30};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data18.distribute !== undefined){
let data31 = data18.distribute;
if(!((data31 === "fan-out") || (data31 === "direct"))){
const err62 = {instancePath:instancePath+"/container/distribute",schemaPath:"#/properties/container/properties/distribute/enum",keyword:"enum",params:{allowedValues: schema31.properties.container.properties.distribute.enum},schema:schema31.properties.container.properties.distribute.enum,parentSchema:schema31.properties.container.properties.distribute,data:data31};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data18.env !== undefined){
let data32 = data18.env;
if((!(data32 && typeof data32 == "object" && !Array.isArray(data32))) && (data32 !== null)){
const err63 = {instancePath:instancePath+"/container/env",schemaPath:"#/$defs/environment/type",keyword:"type",params:{type: schema43.type},schema:schema43.type,parentSchema:schema43,data:data32};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
for(const key7 in data32){
const _errs78 = errors;
if(typeof key7 === "string"){
if(!pattern20.test(key7)){
const err64 = {instancePath:instancePath+"/container/env",schemaPath:"#/$defs/environment/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema43.propertyNames,data:key7,propertyName:key7};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
var valid19 = _errs78 === errors;
if(!valid19){
const err65 = {instancePath:instancePath+"/container/env",schemaPath:"#/$defs/environment/propertyNames",keyword:"propertyNames",params:{propertyName: key7},schema:schema43.propertyNames,parentSchema:schema43,data:data32};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
for(const key8 in data32){
let data33 = data32[key8];
if(((typeof data33 !== "string") && (!((typeof data33 == "number") && (isFinite(data33))))) && (typeof data33 !== "boolean")){
const err66 = {instancePath:instancePath+"/container/env/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/environment/additionalProperties/type",keyword:"type",params:{type: schema43.additionalProperties.type},schema:schema43.additionalProperties.type,parentSchema:schema43.additionalProperties,data:data33};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
}
if(data18.runtime !== undefined){
let data34 = data18.runtime;
if((!(data34 && typeof data34 == "object" && !Array.isArray(data34))) && (data34 !== null)){
const err67 = {instancePath:instancePath+"/container/runtime",schemaPath:"#/properties/container/properties/runtime/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.type},schema:schema31.properties.container.properties.runtime.type,parentSchema:schema31.properties.container.properties.runtime,data:data34};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key9 in data34){
if(!(((((key9 === "name") || (key9 === "module")) || (key9 === "privilege")) || (key9 === "args")) || (pattern21.test(key9)))){
const err68 = {instancePath:instancePath+"/container/runtime",schemaPath:"#/properties/container/properties/runtime/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},schema:false,parentSchema:schema31.properties.container.properties.runtime,data:data34};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data34.name !== undefined){
let data35 = data34.name;
if(typeof data35 === "string"){
if(!pattern4.test(data35)){
const err69 = {instancePath:instancePath+"/container/runtime/name",schemaPath:"#/properties/container/properties/runtime/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$"},schema:"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",parentSchema:schema31.properties.container.properties.runtime.properties.name,data:data35};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/container/runtime/name",schemaPath:"#/properties/container/properties/runtime/properties/name/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.name.type,parentSchema:schema31.properties.container.properties.runtime.properties.name,data:data35};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data34.module !== undefined){
let data36 = data34.module;
if((typeof data36 !== "string") && (data36 !== null)){
const err71 = {instancePath:instancePath+"/container/runtime/module",schemaPath:"#/properties/container/properties/runtime/properties/module/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.module.type},schema:schema31.properties.container.properties.runtime.properties.module.type,parentSchema:schema31.properties.container.properties.runtime.properties.module,data:data36};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(typeof data36 === "string"){
if(!pattern29.test(data36)){
const err72 = {instancePath:instancePath+"/container/runtime/module",schemaPath:"#/properties/container/properties/runtime/properties/module/pattern",keyword:"pattern",params:{pattern: "^(?:\\.{0,2}/.*[^/]|(?:@[a-z0-9][a-z0-9._~-]*/)?[a-z0-9][a-z0-9._~-]*(?:/\\S*[^/\\s])?)$"},schema:"^(?:\\.{0,2}/.*[^/]|(?:@[a-z0-9][a-z0-9._~-]*/)?[a-z0-9][a-z0-9._~-]*(?:/\\S*[^/\\s])?)$",parentSchema:schema31.properties.container.properties.runtime.properties.module,data:data36};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
if(data34.privilege !== undefined){
let data37 = data34.privilege;
if(!(((data37 === "auto") || (data37 === "plain")) || (data37 === "sudo"))){
const err73 = {instancePath:instancePath+"/container/runtime/privilege",schemaPath:"#/properties/container/properties/runtime/properties/privilege/enum",keyword:"enum",params:{allowedValues: schema31.properties.container.properties.runtime.properties.privilege.enum},schema:schema31.properties.container.properties.runtime.properties.privilege.enum,parentSchema:schema31.properties.container.properties.runtime.properties.privilege,data:data37};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data34.args !== undefined){
let data38 = data34.args;
if((!(data38 && typeof data38 == "object" && !Array.isArray(data38))) && (data38 !== null)){
const err74 = {instancePath:instancePath+"/container/runtime/args",schemaPath:"#/properties/container/properties/runtime/properties/args/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.type},schema:schema31.properties.container.properties.runtime.properties.args.type,parentSchema:schema31.properties.container.properties.runtime.properties.args,data:data38};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key10 in data38){
if(!((func4.call(schema31.properties.container.properties.runtime.properties.args.properties, key10)) || (pattern21.test(key10)))){
const err75 = {instancePath:instancePath+"/container/runtime/args",schemaPath:"#/properties/container/properties/runtime/properties/args/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},schema:false,parentSchema:schema31.properties.container.properties.runtime.properties.args,data:data38};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data38.defaults !== undefined){
let data39 = data38.defaults;
if(!(((data39 === "rocm") || (data39 === "cuda")) || (data39 === "none"))){
const err76 = {instancePath:instancePath+"/container/runtime/args/defaults",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/defaults/enum",keyword:"enum",params:{allowedValues: schema31.properties.container.properties.runtime.properties.args.properties.defaults.enum},schema:schema31.properties.container.properties.runtime.properties.args.properties.defaults.enum,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.defaults,data:data39};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data38.network !== undefined){
let data40 = data38.network;
if(typeof data40 === "string"){
if(!pattern7.test(data40)){
const err77 = {instancePath:instancePath+"/container/runtime/args/network",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/network/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]\\S*$"},schema:"^[^\\s-]\\S*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.network,data:data40};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/container/runtime/args/network",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/network/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.network.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.network,data:data40};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data38.ipc !== undefined){
let data41 = data38.ipc;
if(typeof data41 === "string"){
if(!pattern7.test(data41)){
const err79 = {instancePath:instancePath+"/container/runtime/args/ipc",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/ipc/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]\\S*$"},schema:"^[^\\s-]\\S*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.ipc,data:data41};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/container/runtime/args/ipc",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/ipc/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.ipc.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.ipc,data:data41};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data38.privileged !== undefined){
let data42 = data38.privileged;
if(typeof data42 !== "boolean"){
const err81 = {instancePath:instancePath+"/container/runtime/args/privileged",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/privileged/type",keyword:"type",params:{type: "boolean"},schema:schema31.properties.container.properties.runtime.properties.args.properties.privileged.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.privileged,data:data42};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data38.volumes !== undefined){
let data43 = data38.volumes;
if((!(Array.isArray(data43))) && (data43 !== null)){
const err82 = {instancePath:instancePath+"/container/runtime/args/volumes",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/volumes/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.volumes.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.volumes.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.volumes,data:data43};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(Array.isArray(data43)){
const len2 = data43.length;
for(let i2=0; i2<len2; i2++){
let data44 = data43[i2];
if(typeof data44 === "string"){
if(!pattern33.test(data44)){
const err83 = {instancePath:instancePath+"/container/runtime/args/volumes/" + i2,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/volumes/items/pattern",keyword:"pattern",params:{pattern: "^(?:/[^:]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+):/[^:]*(?::[a-zA-Z0-9_,=-]+)?$"},schema:"^(?:/[^:]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+):/[^:]*(?::[a-zA-Z0-9_,=-]+)?$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.volumes.items,data:data44};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
else {
const err84 = {instancePath:instancePath+"/container/runtime/args/volumes/" + i2,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/volumes/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.volumes.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.volumes.items,data:data44};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
}
if(data38.shm_size !== undefined){
let data45 = data38.shm_size;
if((typeof data45 !== "string") && (!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45))))){
const err85 = {instancePath:instancePath+"/container/runtime/args/shm_size",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/shm_size/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.shm_size.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.shm_size.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.shm_size,data:data45};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 < 1048576 || isNaN(data45)){
const err86 = {instancePath:instancePath+"/container/runtime/args/shm_size",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/shm_size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1048576},schema:1048576,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.shm_size,data:data45};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(typeof data45 === "string"){
if(!pattern34.test(data45)){
const err87 = {instancePath:instancePath+"/container/runtime/args/shm_size",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/shm_size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(?:\\.[0-9]+)?[bkmgtBKMGT]?(?:[iI]?[bB])?$"},schema:"^[0-9]+(?:\\.[0-9]+)?[bkmgtBKMGT]?(?:[iI]?[bB])?$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.shm_size,data:data45};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
if(data38["shm-size"] !== undefined){
let data46 = data38["shm-size"];
if((typeof data46 !== "string") && (!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46))))){
const err88 = {instancePath:instancePath+"/container/runtime/args/shm-size",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/shm-size/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties["shm-size"].type},schema:schema31.properties.container.properties.runtime.properties.args.properties["shm-size"].type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties["shm-size"],data:data46};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 1048576 || isNaN(data46)){
const err89 = {instancePath:instancePath+"/container/runtime/args/shm-size",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/shm-size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1048576},schema:1048576,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties["shm-size"],data:data46};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(typeof data46 === "string"){
if(!pattern34.test(data46)){
const err90 = {instancePath:instancePath+"/container/runtime/args/shm-size",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/shm-size/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(?:\\.[0-9]+)?[bkmgtBKMGT]?(?:[iI]?[bB])?$"},schema:"^[0-9]+(?:\\.[0-9]+)?[bkmgtBKMGT]?(?:[iI]?[bB])?$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties["shm-size"],data:data46};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
if(data38.tmpfs !== undefined){
let data47 = data38.tmpfs;
if((!(Array.isArray(data47))) && (data47 !== null)){
const err91 = {instancePath:instancePath+"/container/runtime/args/tmpfs",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/tmpfs/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.tmpfs.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.tmpfs.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.tmpfs,data:data47};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(Array.isArray(data47)){
const len3 = data47.length;
for(let i3=0; i3<len3; i3++){
let data48 = data47[i3];
if(typeof data48 === "string"){
if(!pattern36.test(data48)){
const err92 = {instancePath:instancePath+"/container/runtime/args/tmpfs/" + i3,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/tmpfs/items/pattern",keyword:"pattern",params:{pattern: "^/[^:,]*(?::[a-zA-Z0-9_,=%-]+)?$"},schema:"^/[^:,]*(?::[a-zA-Z0-9_,=%-]+)?$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.tmpfs.items,data:data48};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/container/runtime/args/tmpfs/" + i3,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/tmpfs/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.tmpfs.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.tmpfs.items,data:data48};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
}
if(data38.workdir !== undefined){
let data49 = data38.workdir;
if(typeof data49 === "string"){
if(!pattern37.test(data49)){
const err94 = {instancePath:instancePath+"/container/runtime/args/workdir",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/workdir/pattern",keyword:"pattern",params:{pattern: "^/"},schema:"^/",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.workdir,data:data49};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
else {
const err95 = {instancePath:instancePath+"/container/runtime/args/workdir",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/workdir/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.workdir.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.workdir,data:data49};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data38.hostname !== undefined){
let data50 = data38.hostname;
if(typeof data50 === "string"){
if(!pattern38.test(data50)){
const err96 = {instancePath:instancePath+"/container/runtime/args/hostname",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/hostname/pattern",keyword:"pattern",params:{pattern: "^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$"},schema:"^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.hostname,data:data50};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
else {
const err97 = {instancePath:instancePath+"/container/runtime/args/hostname",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/hostname/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.hostname.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.hostname,data:data50};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data38.pid !== undefined){
let data51 = data38.pid;
if(typeof data51 === "string"){
if(!pattern7.test(data51)){
const err98 = {instancePath:instancePath+"/container/runtime/args/pid",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/pid/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]\\S*$"},schema:"^[^\\s-]\\S*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.pid,data:data51};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/container/runtime/args/pid",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/pid/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.pid.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.pid,data:data51};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data38.gpus !== undefined){
let data52 = data38.gpus;
if(((typeof data52 !== "string") && (!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52))))) && (!(Array.isArray(data52)))){
const err100 = {instancePath:instancePath+"/container/runtime/args/gpus",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/gpus/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.gpus.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.gpus.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.gpus,data:data52};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 > 1024 || isNaN(data52)){
const err101 = {instancePath:instancePath+"/container/runtime/args/gpus",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/gpus/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},schema:1024,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.gpus,data:data52};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(data52 < 1 || isNaN(data52)){
const err102 = {instancePath:instancePath+"/container/runtime/args/gpus",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/gpus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.gpus,data:data52};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(typeof data52 === "string"){
if(!pattern40.test(data52)){
const err103 = {instancePath:instancePath+"/container/runtime/args/gpus",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/gpus/pattern",keyword:"pattern",params:{pattern: "^all$"},schema:"^all$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.gpus,data:data52};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(Array.isArray(data52)){
if(data52.length < 1){
const err104 = {instancePath:instancePath+"/container/runtime/args/gpus",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/gpus/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.gpus,data:data52};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
const len4 = data52.length;
for(let i4=0; i4<len4; i4++){
let data53 = data52[i4];
if(typeof data53 === "string"){
if(!pattern41.test(data53)){
const err105 = {instancePath:instancePath+"/container/runtime/args/gpus/" + i4,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/gpus/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_.:-]*$"},schema:"^[A-Za-z0-9][A-Za-z0-9_.:-]*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.gpus.items,data:data53};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
else {
const err106 = {instancePath:instancePath+"/container/runtime/args/gpus/" + i4,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/gpus/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.gpus.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.gpus.items,data:data53};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
}
}
if(data38.entrypoint !== undefined){
let data54 = data38.entrypoint;
if(!((data54 === "replace") || (data54 === "keep"))){
const err107 = {instancePath:instancePath+"/container/runtime/args/entrypoint",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/entrypoint/enum",keyword:"enum",params:{allowedValues: schema31.properties.container.properties.runtime.properties.args.properties.entrypoint.enum},schema:schema31.properties.container.properties.runtime.properties.args.properties.entrypoint.enum,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.entrypoint,data:data54};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data38.extra !== undefined){
let data55 = data38.extra;
if((!(Array.isArray(data55))) && (data55 !== null)){
const err108 = {instancePath:instancePath+"/container/runtime/args/extra",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/extra/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.extra.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.extra.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.extra,data:data55};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(Array.isArray(data55)){
const len5 = data55.length;
for(let i5=0; i5<len5; i5++){
let data56 = data55[i5];
if(typeof data56 === "string"){
if(func1(data56) < 1){
const err109 = {instancePath:instancePath+"/container/runtime/args/extra/" + i5,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/extra/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.extra.items,data:data56};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
else {
const err110 = {instancePath:instancePath+"/container/runtime/args/extra/" + i5,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/extra/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.extra.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.extra.items,data:data56};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
}
if(data38.devices !== undefined){
let data57 = data38.devices;
if((!(Array.isArray(data57))) && (data57 !== null)){
const err111 = {instancePath:instancePath+"/container/runtime/args/devices",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/devices/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.devices.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.devices.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.devices,data:data57};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if(Array.isArray(data57)){
const len6 = data57.length;
for(let i6=0; i6<len6; i6++){
let data58 = data57[i6];
if(typeof data58 === "string"){
if(!pattern42.test(data58)){
const err112 = {instancePath:instancePath+"/container/runtime/args/devices/" + i6,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/devices/items/pattern",keyword:"pattern",params:{pattern: "^/dev/[^:]*(?::/[^:]*)?(?::[rwm]{1,3})?$"},schema:"^/dev/[^:]*(?::/[^:]*)?(?::[rwm]{1,3})?$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.devices.items,data:data58};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
else {
const err113 = {instancePath:instancePath+"/container/runtime/args/devices/" + i6,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/devices/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.devices.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.devices.items,data:data58};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
}
if(data38.cap_add !== undefined){
let data59 = data38.cap_add;
if((!(Array.isArray(data59))) && (data59 !== null)){
const err114 = {instancePath:instancePath+"/container/runtime/args/cap_add",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/cap_add/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.cap_add.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.cap_add.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.cap_add,data:data59};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if(Array.isArray(data59)){
const len7 = data59.length;
for(let i7=0; i7<len7; i7++){
let data60 = data59[i7];
if(typeof data60 === "string"){
if(!pattern43.test(data60)){
const err115 = {instancePath:instancePath+"/container/runtime/args/cap_add/" + i7,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/cap_add/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_]+$"},schema:"^[A-Za-z_]+$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.cap_add.items,data:data60};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/container/runtime/args/cap_add/" + i7,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/cap_add/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.cap_add.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.cap_add.items,data:data60};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
}
if(data38.security_opt !== undefined){
let data61 = data38.security_opt;
if((!(Array.isArray(data61))) && (data61 !== null)){
const err117 = {instancePath:instancePath+"/container/runtime/args/security_opt",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/security_opt/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.security_opt.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.security_opt.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.security_opt,data:data61};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if(Array.isArray(data61)){
const len8 = data61.length;
for(let i8=0; i8<len8; i8++){
let data62 = data61[i8];
if(typeof data62 === "string"){
if(!pattern7.test(data62)){
const err118 = {instancePath:instancePath+"/container/runtime/args/security_opt/" + i8,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/security_opt/items/pattern",keyword:"pattern",params:{pattern: "^[^\\s-]\\S*$"},schema:"^[^\\s-]\\S*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.security_opt.items,data:data62};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
else {
const err119 = {instancePath:instancePath+"/container/runtime/args/security_opt/" + i8,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/security_opt/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.security_opt.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.security_opt.items,data:data62};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
}
if(data38.group_add !== undefined){
let data63 = data38.group_add;
if((!(Array.isArray(data63))) && (data63 !== null)){
const err120 = {instancePath:instancePath+"/container/runtime/args/group_add",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/group_add/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.group_add.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.group_add.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.group_add,data:data63};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if(Array.isArray(data63)){
const len9 = data63.length;
for(let i9=0; i9<len9; i9++){
let data64 = data63[i9];
if((typeof data64 !== "string") && (!(((typeof data64 == "number") && (!(data64 % 1) && !isNaN(data64))) && (isFinite(data64))))){
const err121 = {instancePath:instancePath+"/container/runtime/args/group_add/" + i9,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/group_add/items/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.group_add.items.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.group_add.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.group_add.items,data:data64};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if((typeof data64 == "number") && (isFinite(data64))){
if(data64 > 4294967294 || isNaN(data64)){
const err122 = {instancePath:instancePath+"/container/runtime/args/group_add/" + i9,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/group_add/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967294},schema:4294967294,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.group_add.items,data:data64};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if(data64 < 0 || isNaN(data64)){
const err123 = {instancePath:instancePath+"/container/runtime/args/group_add/" + i9,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/group_add/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.group_add.items,data:data64};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(typeof data64 === "string"){
if(!pattern18.test(data64)){
const err124 = {instancePath:instancePath+"/container/runtime/args/group_add/" + i9,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/group_add/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"},schema:"^[A-Za-z0-9_][A-Za-z0-9_.-]*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.group_add.items,data:data64};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
}
}
if(data38.ulimit !== undefined){
let data65 = data38.ulimit;
if((!(Array.isArray(data65))) && (data65 !== null)){
const err125 = {instancePath:instancePath+"/container/runtime/args/ulimit",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/ulimit/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.ulimit.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.ulimit.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.ulimit,data:data65};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(Array.isArray(data65)){
const len10 = data65.length;
for(let i10=0; i10<len10; i10++){
let data66 = data65[i10];
if(typeof data66 === "string"){
if(!pattern46.test(data66)){
const err126 = {instancePath:instancePath+"/container/runtime/args/ulimit/" + i10,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/ulimit/items/pattern",keyword:"pattern",params:{pattern: "^[a-z]+=(?:-?[0-9]+|unlimited)(?::(?:-?[0-9]+|unlimited))?$"},schema:"^[a-z]+=(?:-?[0-9]+|unlimited)(?::(?:-?[0-9]+|unlimited))?$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.ulimit.items,data:data66};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
else {
const err127 = {instancePath:instancePath+"/container/runtime/args/ulimit/" + i10,schemaPath:"#/properties/container/properties/runtime/properties/args/properties/ulimit/items/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.ulimit.items.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.ulimit.items,data:data66};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
}
if(data38.env !== undefined){
let data67 = data38.env;
if((!(data67 && typeof data67 == "object" && !Array.isArray(data67))) && (data67 !== null)){
const err128 = {instancePath:instancePath+"/container/runtime/args/env",schemaPath:"#/$defs/environment/type",keyword:"type",params:{type: schema43.type},schema:schema43.type,parentSchema:schema43,data:data67};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
if(data67 && typeof data67 == "object" && !Array.isArray(data67)){
for(const key11 in data67){
const _errs150 = errors;
if(typeof key11 === "string"){
if(!pattern20.test(key11)){
const err129 = {instancePath:instancePath+"/container/runtime/args/env",schemaPath:"#/$defs/environment/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema43.propertyNames,data:key11,propertyName:key11};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
}
var valid42 = _errs150 === errors;
if(!valid42){
const err130 = {instancePath:instancePath+"/container/runtime/args/env",schemaPath:"#/$defs/environment/propertyNames",keyword:"propertyNames",params:{propertyName: key11},schema:schema43.propertyNames,parentSchema:schema43,data:data67};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
for(const key12 in data67){
let data68 = data67[key12];
if(((typeof data68 !== "string") && (!((typeof data68 == "number") && (isFinite(data68))))) && (typeof data68 !== "boolean")){
const err131 = {instancePath:instancePath+"/container/runtime/args/env/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/environment/additionalProperties/type",keyword:"type",params:{type: schema43.additionalProperties.type},schema:schema43.additionalProperties.type,parentSchema:schema43.additionalProperties,data:data68};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
}
}
if(data38.registry !== undefined){
let data69 = data38.registry;
if((!(data69 && typeof data69 == "object" && !Array.isArray(data69))) && (data69 !== null)){
const err132 = {instancePath:instancePath+"/container/runtime/args/registry",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.registry.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.registry.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry,data:data69};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
if(data69 && typeof data69 == "object" && !Array.isArray(data69)){
if(data69.username === undefined){
const err133 = {instancePath:instancePath+"/container/runtime/args/registry",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/required",keyword:"required",params:{missingProperty: "username"},schema:schema31.properties.container.properties.runtime.properties.args.properties.registry.required,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry,data:data69};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
for(const key13 in data69){
if(!((((((key13 === "username") || (key13 === "password_file")) || (key13 === "password_env")) || (key13 === "password_command")) || (key13 === "server")) || (pattern21.test(key13)))){
const err134 = {instancePath:instancePath+"/container/runtime/args/registry",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},schema:false,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry,data:data69};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
}
if(data69.username !== undefined){
let data70 = data69.username;
if(typeof data70 === "string"){
if(!pattern49.test(data70)){
const err135 = {instancePath:instancePath+"/container/runtime/args/registry/username",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/username/pattern",keyword:"pattern",params:{pattern: "^[^\\s:\"\\\\]+$"},schema:"^[^\\s:\"\\\\]+$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.username,data:data70};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
else {
const err136 = {instancePath:instancePath+"/container/runtime/args/registry/username",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/username/type",keyword:"type",params:{type: "string"},schema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.username.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.username,data:data70};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
}
if(data69.password_file !== undefined){
let data71 = data69.password_file;
if((typeof data71 !== "string") && (data71 !== null)){
const err137 = {instancePath:instancePath+"/container/runtime/args/registry/password_file",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/password_file/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_file.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_file.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_file,data:data71};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
if(typeof data71 === "string"){
if(!pattern50.test(data71)){
const err138 = {instancePath:instancePath+"/container/runtime/args/registry/password_file",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/password_file/pattern",keyword:"pattern",params:{pattern: "^(?:/|~/).*[^/]$"},schema:"^(?:/|~/).*[^/]$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_file,data:data71};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
}
}
if(data69.password_env !== undefined){
let data72 = data69.password_env;
if((typeof data72 !== "string") && (data72 !== null)){
const err139 = {instancePath:instancePath+"/container/runtime/args/registry/password_env",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/password_env/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_env.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_env.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_env,data:data72};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
if(typeof data72 === "string"){
if(!pattern20.test(data72)){
const err140 = {instancePath:instancePath+"/container/runtime/args/registry/password_env",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/password_env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_env,data:data72};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
}
}
if(data69.password_command !== undefined){
let data73 = data69.password_command;
if((typeof data73 !== "string") && (data73 !== null)){
const err141 = {instancePath:instancePath+"/container/runtime/args/registry/password_command",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/password_command/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_command.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_command.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_command,data:data73};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
if(typeof data73 === "string"){
if(!pattern52.test(data73)){
const err142 = {instancePath:instancePath+"/container/runtime/args/registry/password_command",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/password_command/pattern",keyword:"pattern",params:{pattern: "^\\s*[^\\s\\0][^\\0]*$"},schema:"^\\s*[^\\s\\0][^\\0]*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.password_command,data:data73};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
}
}
if(data69.server !== undefined){
let data74 = data69.server;
if((typeof data74 !== "string") && (data74 !== null)){
const err143 = {instancePath:instancePath+"/container/runtime/args/registry/server",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/server/type",keyword:"type",params:{type: schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.server.type},schema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.server.type,parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.server,data:data74};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
if(typeof data74 === "string"){
if(!pattern53.test(data74)){
const err144 = {instancePath:instancePath+"/container/runtime/args/registry/server",schemaPath:"#/properties/container/properties/runtime/properties/args/properties/registry/properties/server/pattern",keyword:"pattern",params:{pattern: "^\\S*$"},schema:"^\\S*$",parentSchema:schema31.properties.container.properties.runtime.properties.args.properties.registry.properties.server,data:data74};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
}
}
}
}
}
}
}
}
if(data18.enabled !== undefined){
const err145 = {instancePath:instancePath+"/container/enabled",schemaPath:"#/properties/container/properties/enabled/not",keyword:"not",params:{},schema:schema31.properties.container.properties.enabled.not,parentSchema:schema31.properties.container.properties.enabled,data:data18.enabled};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
if(data18.launch !== undefined){
const err146 = {instancePath:instancePath+"/container/launch",schemaPath:"#/properties/container/properties/launch/not",keyword:"not",params:{},schema:schema31.properties.container.properties.launch.not,parentSchema:schema31.properties.container.properties.launch,data:data18.launch};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
}
}
else {
const err147 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema31.type,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"$schema":true,"orchestrator":true,"cluster_name":true,"node_dict":true,"head_node_dict":true,"groups":true,"username":true,"priv_key_file":true,"password":true,"host_key_policy":true,"env_vars":true,"suite_merge":true,"container":true},"dynamicProps":false,"dynamicItems":false};
